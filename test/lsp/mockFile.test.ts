import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DidOpenTextDocumentNotification, RenameRequest, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient } from '../kit/lspClient.ts';

const workflow = '{ "StartAt": "Ask", "States": { "Ask": { "Type": "Pass", "End": true } } }';
const mocks = `{
  "StateMachines": {
    "OrderFlow": { "TestCases": { "Happy": { "Ask": "Yes" }, "Sad": { "Other": "Ask", "Ask": "No" } } },
    "Another": { "TestCases": { "Happy": { "Ask": "Yes" } } }
  },
  "MockedResponses": { "Yes": { "0": { "Return": { "Ask": 1 } } }, "No": { "0": { "Return": {} } }, "Ask": { "0": { "Return": {} } } }
}`;

const folder = mkdtempSync(join(tmpdir(), 'stepwise-mocks-'));
const mockUri = pathToFileURL(join(folder, 'MockConfigFile.json')).href;
const workflowUri = pathToFileURL(join(folder, 'flows/order-flow.asl.json')).href;
let client: LspClient;

before(async () => {
  mkdirSync(join(folder, 'flows'));
  writeFileSync(join(folder, 'MockConfigFile.json'), mocks);
  client = await connect('bundle', { rootUri: pathToFileURL(folder).href });
  const textDocument = { uri: workflowUri, languageId: 'asl', version: 1, text: workflow };
  await client.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function renameAsk(): Promise<Record<string, TextEdit[]>> {
  const at = { textDocument: { uri: workflowUri }, position: { line: 0, character: 14 } };
  return (await client.connection.sendRequest(RenameRequest.type, { ...at, newName: 'Ask "them"' }))?.changes ?? {};
}

function applied(text: string, edits: TextEdit[] = []): string {
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'json', 1, text), edits);
}

test('rename: follows a state into the test cases of the nearest mock file above, and nowhere else in it', async () => {
  const changes = await renameAsk();
  assert.deepEqual(Object.keys(changes), [workflowUri, mockUri]);
  assert.equal(applied(workflow, changes[workflowUri]), workflow.replaceAll('"Ask"', '"Ask \\"them\\""'));
  const wanted = mocks
    .replace('"Ask": "Yes"', '"Ask \\"them\\"": "Yes"')
    .replace('"Ask": "No"', '"Ask \\"them\\"": "No"');
  assert.equal(applied(mocks, changes[mockUri]), wanted);
});

test('rename: reads the mock file as an editor has it open', async () => {
  const text = '{ "StateMachines": { "Only": { "TestCases": { "Case": { "Ask": "Yes" } } } } }';
  const textDocument = { uri: mockUri, languageId: 'json', version: 1, text };
  await client.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  const changes = await renameAsk();
  assert.equal(applied(text, changes[mockUri]), text.replace('"Ask"', '"Ask \\"them\\""'));
});

test('rename: a name that is taken or empty is refused with the reason', async () => {
  const text = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } } }';
  const document = await client.open(text);
  const at = { textDocument: { uri: document.uri }, position: { line: 0, character: 14 } };
  const to = (newName: string) => client.connection.sendRequest(RenameRequest.type, { ...at, newName });
  await assert.rejects(to('B'), /There is a state “B” already\./);
  await assert.rejects(to(' '), /A state needs a name\./);
  assert.ok((await to('A'))?.changes);
  await document.close();
});
