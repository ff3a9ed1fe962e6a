import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  CodeActionTriggerKind,
  DidOpenTextDocumentNotification,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient } from '../kit/lspClient.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwise-actions-'));
const templateUri = pathToFileURL(join(folder, 'template.yaml')).href;
const template = `Resources:
  Table:
    Type: AWS::DynamoDB::Table
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: flows/flow.asl.json
      DefinitionSubstitutions:
        Known: !Ref Table # what it stands for
`;
const workflow = `{ "StartAt": "A", "States": {
  "A": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
    "Parameters": { "TableName": "\${Table}", "Key": { "id": { "S": "\${Known}" } } } } } }`;
let client: LspClient;
let uri: string;

before(async () => {
  mkdirSync(join(folder, 'flows'));
  writeFileSync(join(folder, 'template.yaml'), template);
  client = await connect('bundle', { rootUri: pathToFileURL(folder).href });
  uri = pathToFileURL(join(folder, 'flows/flow.asl.json')).href;
  const textDocument = { uri, languageId: 'asl', version: 1, text: workflow };
  await client.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function actionsAt(word: string, context: Partial<CodeActionContext> = {}): Promise<readonly CodeAction[]> {
  const start = TextDocument.create(uri, 'asl', 1, workflow).positionAt(workflow.indexOf(word) + 1);
  const answer = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start, end: start },
    context: { diagnostics: [], ...context },
  });
  return (answer ?? []).filter((action): action is CodeAction => !('command' in action));
}

test('code actions: rewritings wait until somebody asks; what mends a finding does not', async () => {
  const asked = await actionsAt('"A": {', { triggerKind: CodeActionTriggerKind.Invoked });
  assert.ok(asked.some(({ kind }) => kind === 'quickfix'));
  assert.ok(asked.some(({ kind }) => kind?.startsWith('refactor')));
  const unasked = await actionsAt('"A": {', { triggerKind: CodeActionTriggerKind.Automatic });
  assert.ok(unasked.length > 0);
  assert.deepEqual([...new Set(unasked.map(({ kind }) => kind))], ['quickfix']);
});

test('code actions: a placeholder without a value gets one in the template that uses the file', async () => {
  const title = 'Define ${Table} in the template';
  let define: CodeAction | undefined;
  // The templates of the workspace are read when the server has started.
  for (const deadline = performance.now() + 5_000; !define && performance.now() < deadline; ) {
    define = (await actionsAt('${Table}')).find((action) => action.title === title);
  }
  const edits = define?.edit?.changes?.[templateUri] ?? [];
  const after = TextDocument.applyEdits(TextDocument.create('file:///x', 'yaml', 1, template), edits);
  assert.equal(after, `${template.trimEnd()}\n        Table:\n          Ref: Table\n`);
});

test('code actions: files are converted, renamed and made where the client can do that in one step', async () => {
  const resourceOperations = ['create', 'rename'] as const;
  const able = await connect('bundle', {
    capabilities: {
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations: [...resourceOperations] } },
    },
  });
  const document = await able.open('{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }', 'my flow.asl.json');
  const answer = await able.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: document.uri },
    range: { start: { line: 0, character: 32 }, end: { line: 0, character: 32 } },
    context: { diagnostics: [], only: ['refactor'] },
  });
  const convert = (answer ?? []).find((action) => action.title === 'Convert the file to YAML');
  const [edit, rename] = (convert && 'edit' in convert && convert.edit?.documentChanges) || [];
  assert.ok(edit && 'edits' in edit && rename && 'newUri' in rename);
  assert.equal(
    edit.edits[0] && 'newText' in edit.edits[0] && edit.edits[0].newText,
    'StartAt: A\nStates:\n  A:\n    Type: Succeed\n',
  );
  assert.equal(rename.newUri, 'file:///my%20flow.asl.yaml');
  const extract = (answer ?? []).find((action) => action.title === 'Extract “A” into a state machine of its own');
  const [create, insert] = (extract && 'edit' in extract && extract.edit?.documentChanges) || [];
  assert.ok(create && 'kind' in create && create.kind === 'create' && insert && 'edits' in insert);
  assert.equal(create.uri, 'file:///my%20flow-a.asl.json');
  assert.equal(insert.textDocument.uri, create.uri);
  await able.close();
  assert.ok((await actionsAt('"A": {')).every(({ title }) => title !== 'Convert the file to YAML'));
});
