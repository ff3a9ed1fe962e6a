// biome-ignore-all lint/suspicious/noTemplateCurlyInString: starters have placeholders
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionView, nameFor, newAnswers } from '../../../language/integrations/actionView.ts';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import {
  bodyOf,
  editsFor,
  type FormPlace,
  placeAgain,
  placeAt,
  previewOf,
} from '../../../language/integrations/formPlace.ts';
import { parseResource } from '../../../language/integrations/resource.ts';
import { searchActions } from '../../../language/integrations/searchActions.ts';
import { answersOf } from '../../../language/integrations/snippet.ts';
import type { DocumentKind } from '../../../language/readDocument.ts';
import { applyEdits } from '../../../language/text.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const opened = openCatalogue(catalogueFiles());
const yaml = `StartAt: Each
States:
  Each:
    Type: Map
    ItemProcessor:
      StartAt: Wait
      States:
        Wait:
          Type: Wait
          Seconds: 1
          End: true
    End: true
`;

const workflow: DocumentKind = { format: 'yaml', role: 'definition' };
const template: DocumentKind = { format: 'yaml', role: 'template' };

function placeIn(text: string, word: string, editing: 'state' | 'scope', kind = workflow): FormPlace {
  const place = placeAt(text, kind, { offset: text.indexOf(word), editing });
  assert.ok(place);
  return place;
}

async function publish() {
  const action = await (await opened).actionOf(parseResource('arn:aws:states:::sns:publish'));
  assert.ok(action);
  const view = actionView(action, 'JSONPath');
  return { action, answers: newAnswers(view, nameFor(view)) };
}

test('form: previews a state inside a Map as it will be written, without findings', async () => {
  const { action, answers } = await publish();
  const place = placeIn(yaml, 'Seconds', 'scope');
  const preview = previewOf(place, answers, editsFor(place, answers, action, 'Wait'));
  assert.deepEqual(preview, {
    text: [
      'SNS publish:',
      '  Type: Task',
      '  Resource: arn:aws:states:::sns:publish',
      '  Parameters:',
      '    TopicArn: "${topicArn}"',
      '    Message.$: $',
      '  End: true',
    ].join('\n'),
    findings: [],
  });
});

test('form: says what is wrong with a name, and what the checks say', async () => {
  const { action, answers } = await publish();
  const place = placeIn(yaml, 'Seconds', 'scope');
  const messages = (changed: object) => {
    const given = { ...answers, ...changed };
    return previewOf(place, given, editsFor(place, given, action, 'Wait')).findings.map(({ message }) => message);
  };
  assert.deepEqual(messages({ name: 'Each' }), ['There is a state “Each” already.']);
  assert.deepEqual(messages({ name: ' ' }), ['The state needs a name.']);
  assert.match(messages({ parameters: [{ name: 'Message', mode: 'expression', text: 'States.Fromat(' }] }).join(), /./);
});

test('form: finds its place again in a text that was changed meanwhile', () => {
  const place = placeIn(yaml, 'Seconds', 'scope');
  const changed = `Comment: New\n${yaml}`;
  assert.equal(placeAgain(place, changed)?.scope.states.get('Wait')?.range.start, changed.indexOf('Wait:'));
  assert.equal(placeAgain(place, 'StartAt: A\nStates: {}\n'), undefined);
});

const sam = `Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Work # here it begins
        States:
          Work:
            Type: Task
            # The function of this stack.
            Resource: !GetAtt Worker.Arn
            Parameters:
              table: !Ref Table # filled in later
              limit: 5
            End: true
  Others:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: Only, States: { Only: { Type: Succeed } } }
`;

test('form: writes into a definition inside a template, and previews it there', async () => {
  const { action, answers } = await publish();
  const place = placeIn(sam, 'limit', 'scope', template);
  assert.equal(place.title, 'Orders');
  const edits = editsFor(place, answers, action, 'Work');
  assert.deepEqual(previewOf(place, answers, edits).findings, []);
  const after = applyEdits(sam, edits);
  assert.match(after, / {12}Next: SNS publish\n {10}SNS publish:\n {12}Type: Task/);
  assert.ok(after.includes('!Ref Table # filled in later'));
  assert.equal(placeAt(sam, template, { offset: sam.indexOf('Resources'), editing: 'scope' }), undefined);
  assert.equal(placeAt(sam, template, { machine: 'Others', state: 'Only', editing: 'scope' })?.title, 'Others');
});

test('form: edits a Task that calls what a template fills in, and changes nothing else of it', () => {
  const place = placeIn(sam, 'limit', 'state', template);
  assert.ok(place.edited?.type === 'Task');
  const called = { kind: 'asWritten', service: '', name: '' } as const;
  const answers = answersOf('Work', bodyOf(place.edited.node), 'JSONPath', called, 'requestResponse');
  assert.deepEqual(editsFor(place, answers, undefined, ''), []);
  const parameters = answers.parameters.map((each) => (each.name === 'limit' ? { ...each, text: '6' } : each));
  const edits = editsFor(place, { ...answers, timeout: '30', parameters }, undefined, '');
  const expected = sam.replace('limit: 5\n', 'limit: 6\n            TimeoutSeconds: 30\n');
  assert.equal(applyEdits(sam, edits), expected);
});

test('form: degrades to what is written in broken Tasks, and loses nothing of them', () => {
  const broken = [
    '{ "Type": "Task", "Resource": 5, "Parameters": { "a": [1, { "b.$": "$." }] }, "End": true }',
    '{ "Type": "Task", "Parameters": "${All}", "Retry": 7, "Unknown": { "x": null }, "Next": "Gone" }',
    '{ "Type": "Task", "Resource": "arn:aws:states:::nothing:known", "Arguments": "{% $broken( %}", "Catch": {} }',
    '{ "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": { "Message": { "n.$": 1 } }, ',
  ];
  for (const task of broken) {
    const text = `{ "StartAt": "A", "States": { "A": ${task}`;
    const place = placeAt(
      text,
      { format: 'json', role: 'definition' },
      { offset: text.indexOf('Task'), editing: 'state' },
    );
    assert.ok(place?.edited?.type === 'Task', task);
    const { resource, node } = place.edited;
    const called = { kind: 'asWritten', service: 'kind' in resource ? '' : resource.value, name: '' } as const;
    const answers = answersOf('A', bodyOf(node), place.language, called, 'requestResponse');
    assert.deepEqual(editsFor(place, answers, undefined, ''), [], task);
  }
});

test('search of actions: takes a whole ARN for what it is, and goes without a catalogue', async () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
  const none = await openCatalogue({ read: async () => undefined });
  for (const catalogue of [await opened, none]) {
    const [found] = await searchActions(catalogue, arn, 5);
    assert.deepEqual(found && [found.kind, found.service], ['asWritten', arn]);
  }
  assert.deepEqual(await searchActions(none, 'sns', 5), []);
});

test('search of actions: finds by service and name, the optimised ones first', async () => {
  const catalogue = await opened;
  const names = async (query: string) =>
    (await searchActions(catalogue, query, 5)).map(({ kind, service, action }) => `${kind} ${service}:${action}`);
  assert.equal((await names('sns publish'))[0], 'optimised sns:publish');
  assert.equal((await names('batch submit'))[0], 'optimised batch:submitJob');
  assert.ok((await names('s3 putobject')).includes('aws-sdk s3:putObject'));
  assert.ok((await names('describeExecution')).includes('aws-sdk sfn:describeExecution'));
  assert.equal((await names('')).length, 5);
  assert.deepEqual(await names('nothing-is-called-that'), []);
});
