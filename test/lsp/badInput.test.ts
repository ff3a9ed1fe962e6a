import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FoldingRangeRequest } from 'vscode-languageserver/node';
import type { GraphAnswer } from '../../server/protocol.ts';
import { connect, type LspClient } from '../kit/lspClient.ts';

// Whatever a file holds, the server answers every question about it, and says once what is wrong.

let client: LspClient;
before(async () => {
  client = await connect('source');
});
after(async () => {
  await client.close();
  assert.equal(client.errors(), '');
});

const prototypeNames = `{ "StartAt": "__proto__", "States": {
  "__proto__": { "Type": "Pass", "Next": "constructor" }, "constructor": { "Type": "Succeed" } } }`;
const prototypeYaml = `StartAt: __proto__
States:
  __proto__: { Type: Pass, Next: constructor }
  constructor: { Type: Succeed }
`;

/** Title, language, text, the codes of the errors. */
const cases: readonly (readonly [string, 'asl' | 'asl-yaml', string, readonly string[]])[] = [
  ['an empty file', 'asl', '', []],
  ['an empty file', 'asl-yaml', '', []],
  ['null', 'asl', 'null', ['SCHEMA_VALIDATION_FAILED']],
  ['null', 'asl-yaml', 'null', ['SCHEMA_VALIDATION_FAILED']],
  ['an array', 'asl', '[{}]', ['SCHEMA_VALIDATION_FAILED']],
  ['an array', 'asl-yaml', '- {}', ['SCHEMA_VALIDATION_FAILED']],
  ['states with the names of JavaScript', 'asl', prototypeNames, []],
  ['states with the names of JavaScript', 'asl-yaml', prototypeYaml, []],
];

for (const [title, languageId, text, errors] of cases) {
  test(`bad input (${languageId}): ${title} gets one clear answer`, async () => {
    const document = await client.open(text, `case.${languageId}`, languageId);
    const found = (await document.diagnostics()).filter(({ severity }) => severity === 1).map(({ code }) => code);
    assert.deepEqual(found, errors);
    await answersEverything(document.uri);
    await document.close();
  });
}

test('bad input: an unterminated string is reported where it begins', async () => {
  const text = '{\n  "StartAt": "A,\n  "States": { "A": { "Type": "Succeed" } }\n}';
  const document = await client.open(text);
  const [first] = await document.diagnostics();
  assert.equal(first?.range.start.line, 1);
  assert.match(String(first?.message), /string/i);
  await answersEverything(document.uri);
  await document.close();
});

test('bad input: a definition of 10 MB is read, checked and changed without falling silent', async () => {
  const states = Array.from({ length: 60_000 }, (_, index) => {
    return `    "State ${index}": { "Type": "Pass", "Comment": "${'x'.repeat(100)}", "Next": "State ${index + 1}" }`;
  });
  const text = `{ "StartAt": "State 0", "States": {\n${states.join(',\n')},\n    "State 60000": { "Type": "Succeed" } } }`;
  const started = performance.now();
  const document = await client.open(text);
  const codes = (await document.diagnostics()).map(({ code }) => code);
  assert.ok(codes.includes('hint.definition-too-large'), codes.slice(0, 5).join());
  await document.change(text.replace('"State 1"', '"Nowhere"'));
  assert.ok((await document.diagnostics()).some(({ code }) => code === 'MISSING_TRANSITION_TARGET'));
  const small = await client.open('null');
  assert.equal((await small.diagnostics()).length, 1);
  assert.ok(performance.now() - started < 30_000);
  await document.close();
});

const all = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } };

async function answersEverything(uri: string): Promise<void> {
  const at = { textDocument: { uri }, position: { line: 0, character: 1 } };
  const methods = ['completion', 'hover', 'definition', 'references', 'documentHighlight', 'documentSymbol'];
  const whole = ['semanticTokens/full', 'codeLens', 'documentLink', 'typeDefinition', 'inlayHint'];
  for (const method of [...methods, ...whole]) {
    await client.connection.sendRequest(`textDocument/${method}`, {
      ...at,
      context: { includeDeclaration: true },
      range: all,
    });
  }
  await client.connection.sendRequest(FoldingRangeRequest.type, at);
  const { version } = await client.connection.sendRequest<GraphAnswer>('stepwise/graph', { uri });
  assert.equal(version, 1);
}
