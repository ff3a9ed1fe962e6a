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
  type TextDocumentEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient } from '../kit/lspClient.ts';
import { until } from '../kit/until.ts';

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

test('code actions: the recommended retrier names what passes by itself at the service that the state calls', async () => {
  const asked = await actionsAt('"A": {', { triggerKind: CodeActionTriggerKind.Invoked });
  const retrier = asked.find(({ title }) => title === 'Add the recommended retrier');
  const text = JSON.stringify(retrier?.edit);
  assert.match(text, /DynamoDB\.ProvisionedThroughputExceededException/);
  assert.match(text, /DynamoDB\.InternalServerError/);
  assert.doesNotMatch(text, /ConditionalCheckFailed|ResourceNotFound/);
});

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
  await until(async () => {
    define = (await actionsAt('${Table}')).find((action) => action.title === title);
    return define !== undefined;
  });
  const edits = define?.edit?.changes?.[templateUri] ?? [];
  const after = TextDocument.applyEdits(TextDocument.create('file:///x', 'yaml', 1, template), edits);
  assert.equal(after, `${template.trimEnd()}\n        Table:\n          Ref: Table\n`);
});

test('code actions: files are converted, renamed with what names them, and made, where the client can do that in one step', async () => {
  const resourceOperations = ['create', 'rename'] as const;
  const able = await connect('bundle', {
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations: [...resourceOperations] } },
    },
  });
  const text = '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }';
  const document = await able.open(text, join(folder, 'flows/flow.asl.json').slice(1));
  const ask = async (title: string) => {
    const answer = await able.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: document.uri },
      range: { start: { line: 0, character: 32 }, end: { line: 0, character: 32 } },
      context: { diagnostics: [], only: ['refactor'] },
    });
    const found = (answer ?? []).find((action) => action.title === title);
    return (found && 'edit' in found && found.edit?.documentChanges) || [];
  };
  await until(async () => (await ask('Convert the file to YAML')).length === 3);
  const [edit, follow, rename] = await ask('Convert the file to YAML');
  assert.ok(edit && 'edits' in edit && follow && 'edits' in follow && rename && 'newUri' in rename);
  assert.equal(newTextOf(edit), 'StartAt: A\nStates:\n  A:\n    Type: Succeed\n');
  assert.equal(follow.textDocument.uri, templateUri);
  assert.equal(newTextOf(follow), 'flows/flow.asl.yaml');
  assert.ok(rename.newUri.endsWith('/flows/flow.asl.yaml'));
  const [create, insert] = await ask('Extract “A” into a state machine of its own');
  assert.ok(create && 'kind' in create && create.kind === 'create' && insert && 'edits' in insert);
  assert.ok(create.uri.endsWith('/flows/flow-a.asl.json'));
  assert.equal(insert.textDocument.uri, create.uri);
  await able.close();
  assert.ok((await actionsAt('"A": {')).every(({ title }) => title !== 'Convert the file to YAML'));
});

function newTextOf({ edits: [first] }: TextDocumentEdit): string | undefined {
  return first && 'newText' in first ? first.newText : undefined;
}
