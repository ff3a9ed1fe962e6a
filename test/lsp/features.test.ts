import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  DefinitionRequest,
  DocumentHighlightRequest,
  type DocumentSymbol,
  FoldingRangeRequest,
  type Position,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { GraphAnswer } from '../../server/protocol.ts';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';

let client: LspClient;
before(async () => {
  client = await connect('bundle');
});
after(() => client.close());

const workflow = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Second" },
    "Second": { "Type": "Choice", "Choices": [{ "Variable": "$.n", "NumericEquals": 1, "Next": "Last" }], "Default": "First" },
    "Last": { "Type": "Succeed" }
  }
}`;

async function labelsAt(text: string): Promise<string[]> {
  const document = await client.open(text);
  const items = await document.completion();
  await document.close();
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)).map(({ label }) => label);
}

/** The text after choosing a completion. */
async function afterChoosing(marked: string, label: string): Promise<string> {
  const document = await client.open(marked);
  const item = (await document.completion()).find((each) => each.label === label);
  assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} is offered`);
  await document.close();
  const plain = TextDocument.create(document.uri, 'asl', 1, marked.replace('‸', ''));
  return TextDocument.applyEdits(plain, [item.textEdit, ...(item.additionalTextEdits ?? [])]);
}

async function hoverAt(marked: string): Promise<string | undefined> {
  const document = await client.open(marked);
  const hover = await document.hover();
  await document.close();
  return hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : undefined;
}

function placeOf(text: string, word: string): Position {
  return TextDocument.create('file:///x', 'asl', 1, text).positionAt(text.indexOf(word) + 1);
}

function at(document: OpenDocument, word: string) {
  return { textDocument: { uri: document.uri }, position: placeOf(workflow, word) };
}

describe('diagnostics', () => {
  test('diagnostics: follow each edit', async () => {
    const document = await client.open(workflow);
    assert.deepEqual(await document.diagnostics(), []);
    await document.change(workflow.replace('"Next": "Second"', '"Next": "Sekond"'));
    const [missing] = await document.diagnostics();
    assert.equal(missing?.code, 'MISSING_TRANSITION_TARGET');
    assert.deepEqual(missing?.range.start, { line: 3, character: 39 });
    const [page, line] = missing?.codeDescription?.href.split('#L') ?? [];
    assert.ok(page && line, 'the code leads to its explanation');
    const told = readFileSync(fileURLToPath(page), 'utf8').split('\n')[Number(line) - 1];
    assert.equal(told, '## MISSING_TRANSITION_TARGET');
    await document.change(workflow);
    assert.deepEqual(await document.diagnostics(), []);
    await document.close();
  });

  test('diagnostics: never leak from one document into another', async () => {
    const good = await client.open(workflow);
    const bad = await client.open('{ "StartAt": "Nowhere", "States": {} }');
    assert.ok((await bad.diagnostics()).length > 0);
    assert.deepEqual(await good.diagnostics(), []);
    await bad.close();
    await good.close();
  });
});

describe('completion', () => {
  test('completion: offers what the state type has and is not there yet, the required first', async () => {
    const labels = await labelsAt('{ "StartAt": "A", "States": { "A": { "Type": "Task", "Comment": "c", ‸ } } }');
    assert.deepEqual(labels.slice(0, 3), ['Resource', 'Next', 'End']);
    assert.equal(labels.includes('Comment'), false);
    assert.equal(labels.includes('Choices'), false);
    assert.equal(labels.includes('Arguments'), false);
  });

  test('completion: offers the fields of the query language', async () => {
    const labels = await labelsAt('{ "QueryLanguage": "JSONata", "States": { "A": { "Type": "Task", ‸ } } }');
    assert.ok(labels.includes('Arguments') && !labels.includes('Parameters'));
  });

  test('completion: offers states where one is named, unreached ones first and never itself', async () => {
    const labels = await labelsAt(workflow.replace('"Next": "Second"', '"Next": "‸"'));
    assert.deepEqual(labels, ['Second', 'Last']);
    const half = '{ "StartAt": "A", "States": { "A": { "Type": "Pass" }, "B": { "Type": "Pass", "Next": ‸';
    assert.deepEqual(await labelsAt(half), ['A']);
  });

  test('completion: offers values of a closed set', async () => {
    assert.ok((await labelsAt('{ "States": { "A": { "Type": "‸" } } }')).includes('Parallel'));
    const jitter = '{ "States": { "A": { "Type": "Task", "Retry": [{ "JitterStrategy": "‸" }] } } }';
    assert.deepEqual(await labelsAt(jitter), ['FULL', 'NONE']);
  });

  test('completion: fits into the text around it', async () => {
    const before = '{ "States": { "A": { "Type": "Pass" ‸ } } }';
    assert.match(await afterChoosing(before, 'End'), /"Type": "Pass", "End": true/);
    const first = '{ "States": { "A": { ‸"Comment": "c" } } }';
    assert.match(await afterChoosing(first, 'Type'), /"Type": "\$1","Comment"/);
    const renamed = '{ "States": { "A": { "En‸": true } } }';
    assert.match(await afterChoosing(renamed, 'End'), /\{ "End": true \}/);
    assert.match(await afterChoosing('{ "StartAt": "‸", "States": { "A": {} } }', 'A'), /"StartAt": "A", /);
  });
});

test('hover: tells about fields, types and states', async () => {
  assert.match(
    (await hoverAt(workflow.replace('"Default"', '"Def‸ault"'))) ?? '',
    /\*\*Default\*\* \*name of a state\*/,
  );
  assert.match((await hoverAt(workflow.replace('"Choice"', '"Cho‸ice"'))) ?? '', /\*\*Choice\*\*/);
  const state = await hoverAt(workflow.replace('"Next": "Second"', '"Next": "Sec‸ond"'));
  assert.match(state ?? '', /First → \*\*Second\*\* → Last, First/);
});

test('names: lead to their state and everywhere it is named', async () => {
  const document = await client.open(workflow);
  const definition = await client.connection.sendRequest(DefinitionRequest.type, at(document, 'Second" }'));
  assert.ok(definition && !Array.isArray(definition) && 'range' in definition);
  assert.equal(definition.range.start.line, 4);
  const context = { includeDeclaration: true };
  const references = await client.connection.sendRequest(ReferencesRequest.type, {
    ...at(document, 'First"'),
    context,
  });
  assert.equal(references?.length, 3);
  const highlights = await client.connection.sendRequest(DocumentHighlightRequest.type, at(document, 'First"'));
  assert.equal(highlights?.length, 3);
  await document.close();
});

test('rename: changes the state and every transition to it', async () => {
  const document = await client.open(workflow);
  const place = at(document, 'First"');
  const prepared = await client.connection.sendRequest(PrepareRenameRequest.type, place);
  assert.deepEqual(prepared && 'placeholder' in prepared && prepared.placeholder, 'First');
  const edit = await client.connection.sendRequest(RenameRequest.type, { ...place, newName: 'The "start"' });
  const edits = edit?.changes?.[document.uri] ?? [];
  const renamed = TextDocument.applyEdits(TextDocument.create('file:///x', 'asl', 1, workflow), edits);
  assert.equal(renamed, workflow.replaceAll('"First"', '"The \\"start\\""'));
  await document.close();
});

test('outline: lists states in the order in which they run', async () => {
  const document = await client.open(`{ "StartAt": "B", "States": {
    "C": { "Type": "Succeed" },
    "B": { "Type": "Parallel", "Branches": [{ "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } }], "Next": "C" }
  } }`);
  const names = (symbols: readonly DocumentSymbol[]): unknown[] =>
    symbols.map(({ name, children = [] }) => (children.length > 0 ? [name, names(children)] : name));
  assert.deepEqual(names(await document.symbols()), [['B', [['Branch 1', ['I']]]], 'C']);
  await document.close();
});

test('folding: folds objects and leaves the closing bracket in sight', async () => {
  const document = await client.open(workflow);
  const ranges = await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri: document.uri } });
  assert.deepEqual(
    ranges?.map(({ startLine, endLine }) => [startLine, endLine]),
    [
      [0, 6],
      [2, 5],
    ],
  );
  await document.close();
});

test('graph: is that of the newest version', async () => {
  const document = await client.open(workflow);
  await document.change(workflow.replaceAll('Last', 'End of it'));
  const answer = await client.connection.sendRequest<GraphAnswer>('stepwise/graph', { uri: document.uri });
  assert.equal(answer.version, 2);
  assert.ok(answer.states.some(({ id }) => id === '/States/End of it'));
  await document.close();
});

test('bad input: every feature answers, and the server lives', async () => {
  const texts = [
    '',
    'null',
    '[]',
    '{',
    '{"StartAt": "',
    '{"States": {"__proto__": {"Type": "Pass", "Next": "constructor"}}}',
    '\u0000',
  ];
  for (const text of texts) {
    const document = await client.open(`${text}‸`);
    await document.diagnostics();
    await document.completion();
    await document.hover();
    await document.symbols();
    const textDocument = { uri: document.uri };
    const position = { line: 0, character: text.length };
    await client.connection.sendRequest(DefinitionRequest.type, { textDocument, position });
    await client.connection.sendRequest(RenameRequest.type, { textDocument, position, newName: 'x' });
    await client.connection.sendRequest('stepwise/graph', textDocument);
    await document.close();
  }
  assert.equal(client.errors(), '');
});
