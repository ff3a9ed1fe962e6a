import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import { openCatalogue } from '../../language/integrations/catalogue.ts';
import { parseText, type TextFormat } from '../../language/syntax/parseText.ts';
import { toJson } from '../../language/syntax/syntaxTree.ts';
import { catalogueFiles } from '../../runtime/catalogueFiles.ts';
import { serviceSnippet } from '../../server/features/completeStates.ts';
import { sketchOfJson, snippetOf } from '../../server/features/fieldSnippets.ts';
import { fieldTemplates } from '../../server/features/fieldTemplates.ts';
import { stateSnippets } from '../../server/features/stateSnippets.ts';
import { expand, type Snippet, snippetsIn, workflowWith } from '../kit/snippets.ts';

function handlerIn(handler: string, format: TextFormat): string {
  const resource = 'arn:aws:states:::sns:publish';
  const task =
    format === 'json'
      ? `"Work": { "Type": "Task", "Resource": "${resource}", "Parameters": { "TopicArn": "t", "Message": "m" }, "Next": "NextState",\n${handler} }`
      : `Work:\n  Type: Task\n  Resource: ${resource}\n  Parameters:\n    TopicArn: t\n    Message: m\n  Next: NextState\n${handler.replace(/^/gm, '  ')}`;
  return workflowWith(task, format);
}

function workflowAround({ prefix }: Snippet, text: string, format: TextFormat): string {
  if (prefix.startsWith('asl-workflow')) return text;
  return prefix === 'asl-retry' || prefix === 'asl-catch' ? handlerIn(text, format) : workflowWith(text, format);
}

test('snippets: are the same workflows in JSON and YAML', () => {
  const [json, yaml] = [snippetsIn('asl.json'), snippetsIn('asl-yaml.json')];
  assert.deepEqual(Object.keys(json), Object.keys(yaml));
  for (const [name, snippet] of Object.entries(json)) {
    const twin = yaml[name];
    assert.ok(twin && twin.prefix === snippet.prefix, name);
    const inJson = toJson(parseText(workflowAround(snippet, expand(snippet), 'json'), 'json').root);
    assert.deepEqual(toJson(parseText(workflowAround(twin, expand(twin), 'yaml'), 'yaml').root), inJson, name);
    const text = JSON.stringify(inJson);
    if (name.includes('JSONata'))
      assert.doesNotMatch(text, /"(Parameters|(Input|Output|Result|Items)Path|[^"]*\.\$)":/, name);
    else assert.doesNotMatch(text, /"(Arguments|Output)":|\{%/, name);
  }
});

test('snippets of services: each optimised integration in each pattern, language and format brings no finding', async () => {
  const services = await (await openCatalogue(catalogueFiles())).optimisedServices();
  let count = 0;
  for (const action of [...services.values()].flatMap(({ actions }) => [...actions.values()])) {
    for (const pattern of action.patterns) {
      for (const language of ['JSONPath', 'JSONata'] as const) {
        const written = (['json', 'yaml'] as const).map((format) => {
          const state = expand({ prefix: '', body: [serviceSnippet(action, pattern, language, format)] });
          const text = workflowWith(state, format);
          const start = format === 'json' ? '{ "QueryLanguage": "JSONata", ' : 'QueryLanguage: JSONata\n';
          const whole = language === 'JSONPath' ? text : start + text.replace(/^\{/, '');
          const { findings } = checkDefinition(parseText(whole, format));
          const serious = findings.filter(({ code }) => code !== 'hint.no-timeout');
          assert.deepEqual(
            serious.map(({ message }) => message),
            [],
            whole,
          );
          return toJson(parseText(whole, format).root);
        });
        assert.deepEqual(written[0], written[1]);
        count++;
      }
    }
  }
  assert.equal(count, 214);
});

test('snippets of states: bring no finding where they are offered, and know the place', async () => {
  for (const language of ['JSONPath', 'JSONata'] as const) {
    for (const format of ['json', 'yaml'] as const) {
      const { machine } = checkDefinition(parseText(`{ "QueryLanguage": "${language}" }`, 'json'));
      const offered = await stateSnippets(format, machine, undefined);
      assert.ok(offered.length > 30);
      for (const { label, body } of offered) {
        const text = workflowWith(expand({ prefix: '', body: [body] }), format);
        const whole =
          format === 'json'
            ? text.replace('{', `{ "QueryLanguage": "${language}",`)
            : `QueryLanguage: ${language}\n${text}`;
        const { findings } = checkDefinition(parseText(whole, format));
        assert.deepEqual(
          findings.map(({ message }) => message),
          [],
          `${label}: ${whole}`,
        );
      }
      const express = await stateSnippets(format, machine, 'EXPRESS');
      assert.ok(express.length < offered.length && express.every(({ body }) => !body.includes('waitForTaskToken')));
    }
  }
  const { machine } = checkDefinition(
    parseText('{ "StartAt": "M", "States": { "M": { "Type": "Map", "Iterator": {} } } }', 'json'),
  );
  for (const format of ['json', 'yaml'] as const) {
    const old = (await stateSnippets(format, machine, undefined)).find(({ body }) => body.includes('Iterator'));
    const text = workflowWith(expand({ prefix: '', body: [old?.body ?? ''] }), format);
    const codes = checkDefinition(parseText(text, format)).findings.map(({ code }) => code);
    assert.ok(
      codes.every((code) => code.startsWith('hint.')),
      codes.join(),
    );
  }
});

const surroundings: Readonly<Record<string, (language: string) => string>> = {
  Task: (language) =>
    `"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "${language === 'JSONPath' ? 'Parameters' : 'Arguments'}": { "TopicArn": "t", "Message": "m" }, "Next": "NextState"`,
  Parallel: () => `"Type": "Parallel", "Branches": [${inner}], "Next": "NextState"`,
  Map: () =>
    `"Type": "Map", "ItemProcessor": ${inner.replace('{', '{ "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },')}, "Next": "NextState"`,
  Pass: () => '"Type": "Pass", "Next": "NextState"',
  Wait: () => '"Type": "Wait", "Seconds": 1, "Next": "NextState"',
  Choice: (language) =>
    `"Type": "Choice", "Choices": [{ ${language === 'JSONPath' ? '"Variable": "$.a", "IsNull": true' : '"Condition": "{% true %}"'}, "Next": "NextState" }], "Default": "OtherState"`,
  Free: (language) => {
    const [field, token] =
      language === 'JSONPath'
        ? ['Parameters', '"t.$": "$$.Task.Token"']
        : ['Arguments', '"t": "{% $states.context.Task.Token %}"'];
    const resource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
    return `"Type": "Task", "Resource": "${resource}", "HeartbeatSeconds": 60, "Next": "NextState", "${field}": { "FunctionName": "f", "Payload": { ${token}, "here": 0 } }`;
  },
};
const inner = '{ "StartAt": "Inner", "States": { "Inner": { "Type": "Succeed" } } }';

test('snippets of fields: bring no finding in any object that can have them, and are the same in JSON and YAML', async () => {
  const services = await (await openCatalogue(catalogueFiles())).optimisedServices();
  const action = services.get('sns')?.actions.get('publish');
  for (const language of ['JSONPath', 'JSONata'] as const) {
    for (const { label, in: objects, fields } of fieldTemplates(language, action)) {
      const values = (['json', 'yaml'] as const).map((format) => {
        const members = Object.entries(fields).map(([name, value]) => [name, sketchOfJson(value, format)] as const);
        const text = expand({ prefix: '', body: [snippetOf(members, format)] });
        return toJson(parseText(format === 'json' ? `{ ${text} }` : text, format).root);
      });
      assert.deepEqual(values[0], values[1], label);
      for (const object of objects) {
        const written = JSON.stringify(values[0]).slice(1, -1);
        const around = surroundings[object]?.(language) ?? '';
        const state =
          object === 'Free'
            ? `"Work": { ${around.replace('"here": 0', () => written)} }`
            : object === 'ChoiceRule'
              ? `"Work": { "Type": "Choice", "Choices": [{ ${written} }], "Default": "NextState" }`
              : `"Work": { ${around}, ${written} }`;
        const text = workflowWith(state, 'json').replace('{', `{ "QueryLanguage": "${language}",`);
        const { findings } = checkDefinition(parseText(text, 'json'));
        assert.deepEqual(
          findings.map(({ message }) => message),
          [],
          `${label} in ${object}: ${text}`,
        );
      }
    }
  }
});

for (const [file, format] of [
  ['asl.json', 'json'],
  ['asl-yaml.json', 'yaml'],
] as const) {
  test(`snippets: none of ${file} brings a finding`, () => {
    const found = Object.values(snippetsIn(file)).flatMap((snippet) => {
      const text = workflowAround(snippet, expand(snippet), format);
      const { findings, machine } = checkDefinition(parseText(text, format));
      assert.ok(machine.states.length > 0, snippet.prefix);
      return findings.map(({ message }) => `${snippet.prefix}: ${message}\n${text}`);
    });
    assert.deepEqual(found, []);
  });
}
