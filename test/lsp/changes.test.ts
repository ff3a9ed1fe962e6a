import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  type CodeAction,
  CodeActionRequest,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  FileChangeType,
  LinkedEditingRangeRequest,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';
import { until } from '../kit/until.ts';

let client: LspClient;
before(async () => {
  client = await connect('bundle');
});
after(() => client.close());

/** The same machine twice: what holds for one format holds for the other. */
const twins = {
  json: `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Assign": { "total.$": "$.sum" }, "Next": "Second" },
    "Second": { "Type": "Pass", "Parameters": { "sum.$": "$total" }, "Next": "Thrd" },
    "Third": { "Type": "Succeed" }
  }
}`,
  yaml: `StartAt: First # where it begins
States:
  First:
    Type: Pass
    Assign:
      total.$: $.sum
    Next: Second
  Second:
    Type: Pass
    Parameters:
      sum.$: $total
    Next: Thrd
  Third:
    Type: Succeed
`,
};

function asDocument(text: string): TextDocument {
  return TextDocument.create('file:///x', 'asl', 1, text);
}

function placeOf({ uri }: OpenDocument, text: string, word: string) {
  return { textDocument: { uri }, position: asDocument(text).positionAt(text.indexOf(word) + 1) };
}

async function actionsAt(document: OpenDocument, text: string, word: string): Promise<readonly CodeAction[]> {
  const { textDocument, position } = placeOf(document, text, word);
  const range = { start: position, end: position };
  const answer = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument,
    range,
    context: { diagnostics: [] },
  });
  return (answer ?? []).filter((action): action is CodeAction => !('command' in action));
}

function applied(text: string, action: CodeAction | undefined, { uri }: OpenDocument): string {
  return TextDocument.applyEdits(asDocument(text), action?.edit?.changes?.[uri] ?? []);
}

const languages = { json: 'asl', yaml: 'asl-yaml' } as const;

for (const format of ['json', 'yaml'] as const) {
  const text = twins[format];
  test(`code actions: mend a finding in ${format}`, async () => {
    const document = await client.open(text, `mend.asl.${format}`, languages[format]);
    const actions = await actionsAt(document, text, 'Thrd');
    const mend = actions.find(({ isPreferred }) => isPreferred);
    assert.equal(mend?.title, 'Change to “Third”');
    assert.equal(applied(text, mend, document), text.replace('Thrd', 'Third'));
    await document.close();
  });

  test(`code actions: convert a machine to JSONata in ${format}`, async () => {
    const document = await client.open(text, `convert.asl.${format}`, languages[format]);
    const actions = await actionsAt(document, text, 'Second');
    const converted = applied(
      text,
      actions.find(({ title }) => title === 'Convert the state machine to JSONata'),
      document,
    );
    assert.match(converted, /{% \$total %}/);
    assert.match(converted, /{% \$states\.input\.sum %}/);
    assert.equal(converted.includes('Parameters'), false);
    assert.equal(converted.includes('# where it begins'), text.includes('# where it begins'));
    await document.close();
  });

  test(`variables: are found and renamed in ${format}`, async () => {
    const document = await client.open(text, `variables.asl.${format}`, languages[format]);
    const place = placeOf(document, text, '$total');
    const context = { includeDeclaration: true };
    const references = await client.connection.sendRequest(ReferencesRequest.type, { ...place, context });
    assert.equal(references?.length, 2);
    const edit = await client.connection.sendRequest(RenameRequest.type, { ...place, newName: '$amount' });
    const renamed = TextDocument.applyEdits(asDocument(text), edit?.changes?.[document.uri] ?? []);
    assert.equal(renamed, text.replaceAll('total', 'amount'));
    await document.close();
  });

  test(`ways: transitions are calls, names are edited together, selections grow in ${format}`, async () => {
    const document = await client.open(text, `ways.asl.${format}`, languages[format]);
    const [item] =
      (await client.connection.sendRequest(CallHierarchyPrepareRequest.type, placeOf(document, text, 'Second'))) ?? [];
    assert.equal(item?.name, 'Second');
    const incoming = await client.connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item });
    assert.deepEqual(
      incoming?.map(({ from }) => from.name),
      ['First'],
    );
    assert.deepEqual(await client.connection.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item }), []);
    const nameAt = { textDocument: { uri: document.uri }, position: item.selectionRange.start };
    const linked = await client.connection.sendRequest(LinkedEditingRangeRequest.type, nameAt);
    assert.equal(linked?.ranges.length, 2);
    const { textDocument, position } = placeOf(document, text, 'Thrd');
    const [selection] =
      (await client.connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [position] })) ?? [];
    assert.equal(asDocument(text).getText(selection?.range).replaceAll('"', ''), 'Thrd');
    const symbols = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'scnd' });
    assert.deepEqual(
      symbols?.map(({ name }) => name),
      ['Second'],
    );
    await document.close();
  });
}

test('workspace symbols: are those of the files that are not open, too, as they are saved', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-symbols-'));
  const file = join(folder, 'flow.asl.json');
  const write = (name: string) =>
    writeFileSync(file, JSON.stringify({ StartAt: name, States: { [name]: { Type: 'Succeed' } } }));
  write('Saved first');
  writeFileSync(join(folder, 'other.json'), '{ "StartAt": 1 }');
  const own = await connect('bundle', { rootUri: pathToFileURL(folder).href });
  const found = async () => {
    const symbols = await own.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'svd' });
    return symbols?.map(({ name }) => name);
  };
  assert.deepEqual(await found(), ['Saved first']);
  write('Saved again');
  await own.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: pathToFileURL(file).href, type: FileChangeType.Changed }],
  });
  await until(async () => (await found())?.[0] === 'Saved again');
  const path = file.replace(/^\//, '');
  const document = await own.open('{ "StartAt": "A", "States": { "Not saved": { "Type": "Succeed" } } }', path);
  assert.deepEqual(await found(), ['Not saved']);
  await document.close();
  await own.close();
  rmSync(folder, { recursive: true });
});

test('format: indents JSON and leaves bare placeholders', async () => {
  const text = '{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":${Time},"End":true}}}';
  const document = await client.open(text);
  const edits = await client.connection.sendRequest(DocumentFormattingRequest.type, {
    textDocument: { uri: document.uri },
    options: { tabSize: 2, insertSpaces: true },
  });
  const formatted = TextDocument.applyEdits(asDocument(text), edits ?? []);
  assert.match(formatted, /\n {6}"Seconds": \$\{Time\},\n/);
  await document.close();
});
