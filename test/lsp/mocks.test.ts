import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  DefinitionRequest,
  type Diagnostic,
  type Location,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';

const workflow = {
  StartAt: 'Receive',
  States: {
    Receive: {
      Type: 'Task',
      Comment: 'Takes what waits.',
      Resource: 'arn:aws:states:::aws-sdk:sqs:receiveMessage',
      Parameters: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/orders' },
      Retry: [{ ErrorEquals: ['Sqs.OverLimitException'] }],
      Next: 'Read function',
    },
    'Read function': {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:lambda:getFunction',
      Parameters: { FunctionName: 'f' },
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'stepwise-mocked-'));
const name = join(folder, 'MockConfigFile.json').slice(1);
let client: LspClient;
let document: OpenDocument;

before(async () => {
  writeFileSync(join(folder, 'orders.asl.json'), JSON.stringify(workflow));
  client = await connect('bundle');
  document = await client.open('', name, 'json');
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function findingsIn(text: string): Promise<string[]> {
  await document.change(text);
  const found = await document.diagnostics();
  return found.map(({ code, message }: Diagnostic) => `${code}: ${message}`);
}

async function labelsAt(text: string): Promise<string[]> {
  await document.change(text);
  const items = await document.completion();
  return items.map(({ label }) => label);
}

async function afterChoosing(marked: string, label: string): Promise<string> {
  await document.change(marked);
  const items = await document.completion();
  const item = items.find((each) => each.label === label);
  assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} is offered`);
  const plain = TextDocument.create('file:///mocks', 'json', 1, marked.replace('‸', ''));
  return TextDocument.applyEdits(plain, [item.textEdit, ...(item.additionalTextEdits ?? [])]);
}

async function hoverAt(text: string): Promise<string> {
  await document.change(text);
  const hover = await document.hover();
  return hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : '';
}

function mocks(states: object, responses: object, machine = 'orders'): string {
  return JSON.stringify({ StateMachines: { [machine]: { TestCases: { Good: states } } }, MockedResponses: responses });
}

test('mock files: are held against their workflow and the services that it calls', async () => {
  const returned = (result: object) => ({ R: { '0': { Return: result } } });
  assert.deepEqual(await findingsIn(mocks({ Receive: 'R' }, returned({ Messages: [{ Body: 'x' }] }))), []);
  assert.deepEqual(await findingsIn(mocks({ Recieve: 'R' }, returned({}))), [
    'hint.mock-name: “orders” has no state “Recieve”. Did you mean “Receive”?',
  ]);
  assert.deepEqual(await findingsIn(mocks({ Done: 'R' }, returned({}))), [
    'hint.mock-name: “Done” is a Succeed state: only tasks are mocked.',
  ]);
  assert.deepEqual(await findingsIn(mocks({ Receive: 'R' }, returned({ Messages: {}, Mesages: [] }))), [
    'hint.mock-result: “Messages” must be an array in the answer of sqs:receiveMessage.',
    'hint.mock-member: sqs:receiveMessage is not known to answer “Mesages”. Did you mean “Messages”?',
  ]);
  const size = { Configuration: { MemorySize: 64, Runtime: 'cobol' } };
  const [first = '', second = ''] = await findingsIn(mocks({ 'Read function': 'R' }, returned(size)));
  assert.match(first, /^hint\.mock-result: “Runtime” is one of nodejs, .* in the answer of lambda:getFunction\.$/);
  assert.equal(
    second,
    'hint.mock-result: “MemorySize” has a value of at least 128 in the answer of lambda:getFunction.',
  );
});

test('mock files: are read as a run reads them', async () => {
  assert.deepEqual(await findingsIn(mocks({ Receive: 'Gone' }, {})), [
    'hint.mock-file: There is no mocked response “Gone”.',
  ]);
  const gaps = { R: { '0': { Return: {} }, '2-3': { Return: {} }, '3-4': { Throw: { Error: 'States.Timout' } } } };
  assert.deepEqual(await findingsIn(mocks({ Receive: 'R' }, gaps)), [
    'hint.mock-file: Invocation 1 has no entry: numbers must not leave gaps.',
    'hint.mock-file: Invocation 3 has an entry already.',
    'hint.mock-name: Step Functions has no error “States.Timout”. Did you mean “States.Timeout”?',
  ]);
  const both = { R: { '0': { Return: {}, Throw: { Error: 'E' } }, first: {} } };
  assert.deepEqual(await findingsIn(mocks({ Receive: 'R' }, both)), [
    'hint.mock-file: An entry has Return or Throw, not both.',
    'hint.mock-file: An invocation number such as "0", or a range such as "1-3", is expected here.',
  ]);
  for (const broken of ['', '{', '[]', '{"StateMachines": 1}', '{"StateMachines": {"a": null}}', '{"MockedRe']) {
    assert.ok(Array.isArray(await findingsIn(broken)));
  }
});

test('mock files: a name that no workflow has is found when there are several', async () => {
  writeFileSync(join(folder, 'other.asl.json'), JSON.stringify(workflow));
  const found = await findingsIn(mocks({ Receive: 'R' }, { R: { '0': { Return: {} } } }, 'order'));
  rmSync(join(folder, 'other.asl.json'));
  assert.deepEqual(found, ['hint.mock-name: No workflow here is called “order”. Did you mean “orders”?']);
});

test('mock files: complete names from the workflow', async () => {
  assert.deepEqual(await labelsAt('{ ‸ }'), ['StateMachines', 'MockedResponses']);
  assert.deepEqual(await labelsAt('{ "StateMachines": { "‸" } }'), ['orders']);
  const inCase = (text: string) => `{ "StateMachines": { "orders": { "TestCases": { "Good": ${text} } } }`;
  assert.deepEqual(await labelsAt(`${inCase('{ "Receive": "R", ‸ }')} }`), ['Read function']);
  const responses = '"MockedResponses": { "A": {}, "B": { "0": { "Return": {} } } } }';
  assert.deepEqual(await labelsAt(`${inCase('{ "Receive": ‸ }')}, ${responses}`), ['A', 'B']);
  assert.deepEqual(await labelsAt(`${inCase('{ "Receive": "New" }')}, "MockedResponses": { ‸ } }`), ['New']);
});

test('mock files: complete what a service answers and how it fails', async () => {
  const at = (entry: string, state = 'Receive') =>
    `{ "StateMachines": { "orders": { "TestCases": { "Good": { "${state}": "R" } } } }, "MockedResponses": { "R": ${entry} } }`;
  assert.deepEqual(await labelsAt(at('{ "0-1": {}, ‸ }')), ['2', '2-3']);
  assert.deepEqual(await labelsAt(at('{ "0": { ‸ } }')), ['Return', 'Throw']);
  assert.deepEqual(await labelsAt(at('{ "0": { "Return": { ‸ } } }')), ['Messages']);
  assert.ok((await labelsAt(at('{ "0": { "Return": { "Messages": [{ "‸" }] } } }'))).includes('ReceiptHandle'));
  assert.ok((await labelsAt(at('{ "0": { "Throw": { "Error": "‸" } } }'))).includes('Sqs.OverLimitException'));
  const chosen = await afterChoosing(at('{ "0": { "Return": { "Mess‸" } } }'), 'Messages');
  assert.match(chosen, /"Return": \{ "Messages": \[/);
});

test('mock files: tell what stands for what', async () => {
  const at = (state: string, member: string) =>
    `{ "StateMachines": { "orders": { "TestCases": { "Good": { "${state}": "R" } } } }, "MockedResponses": { "R": { "0": { "Return": { "${member}": [] } } } } }`;
  assert.match(await hoverAt(at('Rec‸eive', 'Messages')), /\*\*Receive\*\* \*Task\*[\s\S]*Takes what waits\./);
  assert.match(await hoverAt(at('Receive', 'Mess‸ages')), /\*\*Messages\*\* \*list of structure\*/);
  const response = at('Receive', 'Messages').replace('"R": {', '"‸R": {');
  assert.match(await hoverAt(response), /\*\*R\*\* \*mocked response\*[\s\S]*Answers for Receive/);
});

test('mock files: lead to the states and answers that they name, and rename them where they are', async () => {
  const text = `{
  "StateMachines": { "orders": { "TestCases": { "Good": { "Receive": "Got" }, "Again": { "Receive": "Got" } } } },
  "MockedResponses": { "Got": { "0": { "Return": {} } } }
}`;
  const plain = TextDocument.create(document.uri, 'json', 1, text);
  await document.change(text);
  const at = (word: string) => ({
    textDocument: { uri: document.uri },
    position: plain.positionAt(text.indexOf(word) + 1),
  });
  const places = (found: readonly Location[] | null) =>
    (found ?? []).map(({ uri, range }) => `${uri.slice(uri.lastIndexOf('/') + 1)} ${range.start.line}`);
  const { connection } = client;
  const state = at('"Receive": "Got" }, ');
  assert.deepEqual(places([(await connection.sendRequest(DefinitionRequest.type, state)) ?? []].flat() as Location[]), [
    'orders.asl.json 0',
  ]);
  const context = { includeDeclaration: true };
  assert.deepEqual(places(await connection.sendRequest(ReferencesRequest.type, { ...state, context })), [
    'orders.asl.json 0',
    'orders.asl.json 0',
    'MockConfigFile.json 1',
    'MockConfigFile.json 1',
  ]);
  const renamed = await connection.sendRequest(RenameRequest.type, { ...state, newName: 'Take' });
  assert.deepEqual(
    Object.entries(renamed?.changes ?? {}).map(([uri, edits]) => [uri.slice(uri.lastIndexOf('/') + 1), edits.length]),
    [
      ['orders.asl.json', 2],
      ['MockConfigFile.json', 2],
    ],
  );
  await assert.rejects(connection.sendRequest(RenameRequest.type, { ...state, newName: 'Done' }), /There is a state/);
  const answer = at('"Got": {');
  const edit = await connection.sendRequest(RenameRequest.type, { ...answer, newName: 'Had' });
  assert.equal(TextDocument.applyEdits(plain, edit?.changes?.[document.uri] ?? []), text.replaceAll('Got', 'Had'));
  const prepared = await connection.sendRequest(PrepareRenameRequest.type, at('"Got" }, "Again"'));
  assert.equal(prepared && 'placeholder' in prepared && prepared.placeholder, 'Got');
  const flow = await client.open(JSON.stringify(workflow), `${name.replace('MockConfigFile.json', 'orders.asl.json')}`);
  const inFlow = { textDocument: { uri: flow.uri }, position: { line: 0, character: 15 } };
  assert.deepEqual(places(await connection.sendRequest(ReferencesRequest.type, { ...inFlow, context })).slice(2), [
    'MockConfigFile.json 1',
    'MockConfigFile.json 1',
  ]);
  await flow.close();
});
