// biome-ignore-all lint/suspicious/noTemplateCurlyInString: starters have placeholders
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { optimisedServices } from '../../../language/integrations/optimised.ts';
import { type Pattern, parseResource, resourceArn } from '../../../language/integrations/resource.ts';
import { answersOf, firstAnswers, taskState } from '../../../language/integrations/snippet.ts';
import { starterArguments } from '../../../language/integrations/starter.ts';
import type { TaskAnswers } from '../../../language/integrations/taskAnswers.ts';
import type { JsonObject } from '../../../language/json.ts';
import type { QueryLanguage } from '../../../language/model/stateMachine.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { toJson } from '../../../language/syntax/syntaxTree.ts';
import { writeMember } from '../../../language/syntax/writeValue.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const opened = openCatalogue(catalogueFiles());
const languages = ['JSONPath', 'JSONata'] as const;

async function actionOf(resource: string) {
  const action = await (await opened).actionOf(parseResource(resource));
  assert.ok(action, resource);
  return action;
}

async function answersFor(resource: string, pattern: Pattern, language: QueryLanguage): Promise<TaskAnswers> {
  const action = await actionOf(resource);
  return {
    name: 'Work',
    kind: action.kind,
    service: action.service,
    action: action.name,
    pattern,
    parameters: firstAnswers(starterArguments(action.starter(pattern), language), language),
    timeout: pattern === 'requestResponse' ? '' : '600',
    heartbeat: pattern === 'waitForTaskToken' ? '60' : '',
    retry: 'recommended',
    catch: { kind: 'to', state: 'Trouble' },
    result: 'besideInput',
  };
}

function workflowWith(state: JsonObject, language: QueryLanguage): JsonObject {
  return {
    QueryLanguage: language,
    StartAt: 'Work',
    States: { Work: { ...state, End: true }, Trouble: { Type: 'Fail', Error: 'Trouble' } },
  };
}

function textOf(workflow: JsonObject, format: TextFormat): string {
  if (format === 'json') return JSON.stringify(workflow, undefined, 2);
  return Object.entries(workflow)
    .map(([key, value]) => `${writeMember(key, value, { form: 'block', indent: '' })}\n`)
    .join('');
}

test('snippets of services: bring no finding for any optimised integration, pattern, language and format', async () => {
  const found: string[] = [];
  let states = 0;
  for (const [service, { actions }] of optimisedServices) {
    for (const [name, { patterns }] of Object.entries(actions)) {
      for (const pattern of patterns) {
        for (const language of languages) {
          const resource = resourceArn(service === 'http' ? 'http' : 'optimised', service, name, pattern);
          const action = await actionOf(resource);
          const workflow = workflowWith(
            taskState(await answersFor(resource, pattern, language), language, action),
            language,
          );
          for (const format of ['json', 'yaml'] as const) {
            const parsed = parseText(textOf(workflow, format), format);
            assert.deepEqual(toJson(parsed.root), workflow, `${resource} ${format}`);
            const { findings } = checkDefinition(parsed);
            found.push(...findings.map(({ message }) => `${resource} ${language} ${format}: ${message}`));
            states++;
          }
        }
      }
    }
  }
  assert.deepEqual(found, []);
  assert.ok(states > 400, String(states));
});

test('snippets of services: say each kind of answer in both languages', async () => {
  const resource = 'arn:aws:states:::sns:publish';
  const action = await actionOf(resource);
  const parameters = [
    { name: 'TopicArn', mode: 'value', text: 'arn:aws:sns:us-east-1:123456789012:news' },
    { name: 'Message', mode: 'path', text: 'order.text' },
    { name: 'Subject', mode: 'variable', text: 'subject' },
    { name: 'MessageGroupId', mode: 'expression', text: '' },
  ] as const;
  const answers = { ...(await answersFor(resource, 'requestResponse', 'JSONata')), parameters };
  assert.deepEqual(taskState(answers, 'JSONPath', action).Parameters, {
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:news',
    'Message.$': '$.order.text',
    'Subject.$': '$subject',
  });
  assert.deepEqual(taskState(answers, 'JSONata', action).Arguments, {
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:news',
    Message: '{% $states.input.order.text %}',
    Subject: '{% $subject %}',
  });
});

test('snippets of services: keep arguments that are one expression', async () => {
  const action = await actionOf('arn:aws:states:::sqs:sendMessage');
  const before = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Arguments: '{% $states.input %}' };
  const answers = answersOf('Work', before, 'JSONata', action, 'requestResponse');
  assert.deepEqual(taskState(answers, 'JSONata', action, before), before);
});

test('snippets of services: keep what the answers say nothing of when a state is edited', async () => {
  for (const language of languages) {
    const action = await actionOf('arn:aws:states:::sqs:sendMessage');
    const isJsonata = language === 'JSONata';
    const before: JsonObject = {
      Comment: 'Mine',
      Type: 'Task',
      Resource: 'arn:aws-cn:states:::sqs:sendMessage.waitForTaskToken',
      [isJsonata ? 'Arguments' : 'Parameters']: {
        QueueUrl: '${Queue}',
        [isJsonata ? 'MessageBody' : 'MessageBody.$']: isJsonata ? '{% $states.input.text %}' : '$.text',
        Unheard: { of: [1, true, null] },
        MessageGroupId: '{"a": 5}',
        Other: '5',
        DelaySeconds: 3,
      },
      Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 9 }],
      Assign: { x: 1 },
      TimeoutSeconds: 5,
      Next: 'Trouble',
    };
    const answers = answersOf('Work', before, language, action, 'waitForTaskToken');
    assert.deepEqual(taskState(answers, language, action, before), before);
  }
});
