// biome-ignore-all lint/suspicious/noTemplateCurlyInString: starters have placeholders
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionView, nameFor, newAnswers } from '../../../language/integrations/actionView.ts';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { editsFor, placeAgain, placeAt, previewOf } from '../../../language/integrations/formPlace.ts';
import { parseResource } from '../../../language/integrations/resource.ts';
import { searchActions } from '../../../language/integrations/searchActions.ts';
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

async function publish() {
  const action = await (await opened).actionOf(parseResource('arn:aws:states:::sns:publish'));
  assert.ok(action);
  const view = actionView(action, 'JSONPath');
  return { action, answers: newAnswers(view, nameFor(view)) };
}

test('form: previews a state inside a Map as it will be written, without findings', async () => {
  const { action, answers } = await publish();
  const place = placeAt(yaml, 'yaml', yaml.indexOf('Seconds'), 'scope');
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
  const place = placeAt(yaml, 'yaml', yaml.indexOf('Seconds'), 'scope');
  const messages = (changed: object) => {
    const given = { ...answers, ...changed };
    return previewOf(place, given, editsFor(place, given, action, 'Wait')).findings.map(({ message }) => message);
  };
  assert.deepEqual(messages({ name: 'Each' }), ['There is a state “Each” already.']);
  assert.deepEqual(messages({ name: ' ' }), ['The state needs a name.']);
  assert.match(messages({ parameters: [{ name: 'Message', mode: 'expression', text: 'States.Fromat(' }] }).join(), /./);
});

test('form: finds its place again in a text that was changed meanwhile', () => {
  const place = placeAt(yaml, 'yaml', yaml.indexOf('Seconds'), 'scope');
  const changed = `Comment: New\n${yaml}`;
  assert.equal(placeAgain(place, changed)?.scope.states.get('Wait')?.range.start, changed.indexOf('Wait:'));
  assert.equal(placeAgain(place, 'StartAt: A\nStates: {}\n'), undefined);
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
