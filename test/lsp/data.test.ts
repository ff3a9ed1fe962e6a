import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type CompletionItem, ConfigurationRequest, InlayHintRequest } from 'vscode-languageserver/node';
import type { RunValues } from '../../server/protocol.ts';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwise-data-'));
let client: LspClient;
before(async () => {
  for (const name of ['twin', 'template']) {
    const input = { order: { id: 'n-1', items: [{ price: 2, name: 'lamp' }] }, count: 3 };
    writeFileSync(join(folder, `${name}.input.json`), JSON.stringify(input));
  }
  const mocks = {
    StateMachines: { twin: { TestCases: { Good: { Ask: 'Asked' } } } },
    MockedResponses: { Asked: { 0: { Return: { Payload: { left: 3 } } } } },
  };
  writeFileSync(join(folder, 'MockConfigFile.json'), JSON.stringify(mocks));
  client = await connect('bundle', {
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { configuration: true }, textDocument: { hover: { contentFormat: ['markdown'] } } },
  });
  client.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(() => ({ inlayHints: { outputs: true } })),
  );
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

/** Two states whose fields are written in both formats; the second is where the cursor is. */
function twin(language: 'JSONPath' | 'JSONata', ask: object, json: string, yaml: string) {
  const first = JSON.stringify({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...ask, Next: 'Use' });
  return {
    json: `{ "QueryLanguage": "${language}", "StartAt": "Ask", "States": {\n  "Ask": ${first},\n  "Use": {\n    ${json}\n  }\n} }`,
    yaml: `QueryLanguage: ${language}\nStartAt: Ask\nStates:\n  Ask: ${first}\n  Use:\n    ${yaml}\n`,
  };
}

async function inBoth(texts: ReturnType<typeof twin>, check: (document: OpenDocument) => Promise<void>): Promise<void> {
  const name = join(folder, 'twin').slice(1);
  for (const [text, ending, languageId] of [
    [texts.json, 'asl.json', 'asl'],
    [texts.yaml, 'asl.yaml', 'asl-yaml'],
  ] as const) {
    const document = await client.open(text, `${name}.${ending}`, languageId);
    await check(document);
    await document.close();
  }
}

async function labels(document: OpenDocument): Promise<string[]> {
  return inOrder(await document.completion()).map(({ label }) => label);
}

function inOrder(items: readonly CompletionItem[]): CompletionItem[] {
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

async function hovered(document: OpenDocument): Promise<string> {
  const contents = (await document.hover())?.contents;
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

test('data: completion steps through the sample input, in half-typed text too', async () => {
  const at = (path: string) =>
    twin(
      'JSONPath',
      { ResultPath: null },
      `"Type": "Pass", "Parameters": { "a.$": "${path}‸" }`,
      `Type: Pass\n    Parameters: { a.$: "${path}‸" }`,
    );
  await inBoth(at('$.'), async (document) => assert.deepEqual(await labels(document), ['order', 'count']));
  await inBoth(at('$.order.i'), async (document) => assert.deepEqual(await labels(document), ['id', 'items']));
  await inBoth(at("States.Format('{}', $.order.items[0]."), async (document) =>
    assert.deepEqual(await labels(document), ['price', 'name']),
  );
  await inBoth(at('$.order.id.'), async (document) => assert.deepEqual(await labels(document), []));
  const open = twin(
    'JSONPath',
    { ResultPath: null },
    `"Type": "Pass", "InputPath": "$.order.‸`,
    'Type: Pass\n    InputPath: $.order.‸',
  );
  await inBoth(open, async (document) => assert.deepEqual(await labels(document), ['id', 'items']));
});

test('data: completion in JSONata knows the input, mocked results, API answers and variables', async () => {
  const ask = { Assign: { got: '{% $states.result %}' }, Output: { o: '{% $states.input.order %}' } };
  const at = (text: string) =>
    twin('JSONata', ask, `"Type": "Pass", "Output": "{% ${text}‸ %}"`, `Type: Pass\n    Output: "{% ${text}‸ %}"`);
  await inBoth(at('$states.input.o.'), async (document) => assert.deepEqual(await labels(document), ['id', 'items']));
  await inBoth(at('$sum($states.input.o.items.'), async (document) => {
    assert.deepEqual(await labels(document), ['price', 'name']);
  });
  await inBoth(at('$got.'), async (document) => {
    const found = await labels(document);
    assert.ok(found.includes('Payload') && found.includes('StatusCode'));
  });
  await inBoth(at('$got.Payload.'), async (document) => assert.deepEqual(await labels(document), ['left']));
});

test('data: completion in JSONata knows an expression’s own names, and the item that a predicate reads', async () => {
  const at = (text: string) =>
    twin(
      'JSONata',
      { Output: '{% $states.input %}' },
      `"Type": "Pass", "Output": "{% ${text}‸ %}"`,
      `Type: Pass\n    Output: "{% ${text}‸ %}"`,
    );
  const first = async (document: OpenDocument) => (await labels(document)).slice(0, 2);
  await inBoth(at('$map($states.input.order.items, function($v) { $v.'), async (document) =>
    assert.deepEqual(await labels(document), ['price', 'name']),
  );
  await inBoth(at('$states.input.order.items['), async (document) =>
    assert.deepEqual(await first(document), ['price', 'name']),
  );
  await inBoth(at('($order := $states.input.order; $'), async (document) =>
    assert.ok((await labels(document)).includes('$order')),
  );
  await inBoth(at('$filter($states.input.order.items, function($it‸em) { $item.price > 1 })'), async (document) =>
    assert.equal(await hovered(document), ''),
  );
  await inBoth(at('$filter($states.input.order.items, function($item) { $it‸em.price > 1 })'), async (document) =>
    assert.match(await hovered(document), /price: number, name: string/),
  );
});

test('data: the operators for the kind of value that is compared come first', async () => {
  const rule = (variable: string, yaml: string) =>
    twin(
      'JSONPath',
      { ResultPath: null },
      `"Type": "Choice", "Choices": [{ "Variable": "${variable}", ‸ }]`,
      `Type: Choice\n    Choices:\n      - Variable: ${yaml}\n        ‸`,
    );
  const ranked = async (document: OpenDocument) =>
    (await labels(document)).filter((label) => /Equals|Matches/.test(label))[0];
  await inBoth(rule('$.count', '$.count'), async (document) => assert.equal(await ranked(document), 'NumericEquals'));
  await inBoth(rule('$.order.id', '$.order.id'), async (document) =>
    assert.equal(await ranked(document), 'StringEquals'),
  );
});

test('data: hover tells the shape of a path, and after a run its value', async () => {
  const at = twin(
    'JSONata',
    {},
    '"Type": "Pass", "Output": "{% $states.input.Pay‸load.left %}"',
    'Type: Pass\n    Output: "{% $states.input.Pay‸load.left %}"',
  );
  await inBoth(at, async (document) => {
    assert.match(await hovered(document), /`{ left: number }`/);
    const values: RunValues = {
      uri: document.uri,
      input: '{}',
      states: [{ name: 'Use', input: '{"Payload":{"left":42}}', result: undefined, output: undefined }],
      variables: [],
    };
    await client.connection.sendNotification('stepwise/runValues', values);
    assert.match(await hovered(document), /In the last run:[\s\S]*"left": 42/);
  });
  // The values of a run are gone with its document.
  await inBoth(at, async (document) => assert.doesNotMatch(await hovered(document), /last run/));
});

test('inlay hints: tell what substitutions stand for, and what states give', async () => {
  const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = async ({ uri }: OpenDocument) => {
    const found = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range: all });
    return (found ?? []).map(({ label, position }) => `${position.line} ${String(label)}`);
  };
  const texts = twin('JSONPath', { ResultSelector: { 'l.$': '$.Payload.left' } }, '"Type": "Pass"', 'Type: Pass');
  await inBoth(texts, async (document) => {
    const found = await hints(document);
    assert.ok(
      found.some((each) => each.endsWith('→ { l: number }')),
      found.join('\n'),
    );
  });
  const template = `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: { Last: Done, Arn: !GetAtt F.Arn }
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: "\${Arn}", Next: "\${Last}" }
          Done: { Type: Succeed }
`;
  const document = await client.open(template, join(folder, 'template.yaml').slice(1), 'yaml');
  assert.deepEqual(await hints(document), ['8 = Done']);
  await document.close();
});
