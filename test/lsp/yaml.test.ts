import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DefinitionRequest, FoldingRangeRequest, ReferencesRequest, RenameRequest } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient } from '../kit/lspClient.ts';

// A definition has two dresses, and the server gives the same answers to both.

let client: LspClient;
before(async () => {
  client = await connect('source');
});
after(() => client.close());

/** The same workflow twice; `next` is what First's Next says. */
const twins = {
  asl: (next: string) => `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "${next}" },
    "Second": { "Type": "Succeed" }
  }
}`,
  'asl-yaml': (next: string) => `StartAt: First
States:
  First:
    Type: Pass
    Next: ${next}
  Second:
    Type: Succeed
`,
};

for (const [languageId, text] of Object.entries(twins)) {
  const open = (next: string) => client.open(text(next), `twin.${languageId}`, languageId);

  test(`${languageId}: a Next that names no state is found at its place`, async () => {
    const document = await open('Third');
    const findings = await document.diagnostics();
    const found = findings.find(({ code }) => code === 'MISSING_TRANSITION_TARGET');
    const plain = TextDocument.create(document.uri, languageId, 1, text('Third'));
    assert.equal(found && plain.getText(found.range).replaceAll('"', ''), 'Third');
    await document.close();
  });

  test(`${languageId}: states are offered where a transition names one`, async () => {
    const document = await open('S‸');
    const labels = (await document.completion()).map(({ label }) => label.replaceAll('"', ''));
    assert.ok(labels.includes('Second'), labels.join());
    await document.close();
  });

  test(`${languageId}: hovering a transition tells about its state`, async () => {
    const document = await open('Sec‸ond');
    assert.match(JSON.stringify((await document.hover())?.contents), /Second.*Succeed/);
    await document.close();
  });

  test(`${languageId}: the outline lists the states`, async () => {
    const document = await open('Second');
    assert.deepEqual(
      (await document.symbols()).map(({ name }) => name),
      ['First', 'Second'],
    );
    await document.close();
  });

  test(`${languageId}: renaming a state follows its transitions`, async () => {
    const document = await open('Second');
    const plain = TextDocument.create(document.uri, languageId, 1, text('Second'));
    const position = plain.positionAt(text('Second').indexOf('Second') + 1);
    const answer = await client.connection.sendRequest(RenameRequest.type, {
      textDocument: { uri: document.uri },
      position,
      newName: 'Last',
    });
    const edits = answer?.changes?.[document.uri] ?? [];
    assert.equal(TextDocument.applyEdits(plain, [...edits]), text('Second').replaceAll('Second', 'Last'));
    await document.close();
  });
}

test('anchors: are found from their aliases, and renamed with them; what they share is renamed once', async () => {
  const marked = (word: string) =>
    `StartAt: A
States:
  A: &task
    Type: Pass
    Next: B
  B:
    <<: *task
    Next: C
  C: *task
`.replace(word, `‸${word}`);
  const ask = async (word: string, newName: string) => {
    const text = marked(word);
    const document = await client.open(text, 'anchors.asl.yaml', 'asl-yaml');
    const plain = TextDocument.create(document.uri, 'asl-yaml', 1, text.replace('‸', ''));
    const at = { textDocument: { uri: document.uri }, position: plain.positionAt(text.indexOf('‸')) };
    const target = [(await client.connection.sendRequest(DefinitionRequest.type, at)) ?? []].flat()[0];
    const context = { includeDeclaration: true };
    const references = await client.connection.sendRequest(ReferencesRequest.type, { ...at, context });
    const edit = await client.connection.sendRequest(RenameRequest.type, { ...at, newName });
    await document.close();
    return {
      line: target && 'range' in target ? target.range.start.line : undefined,
      references: references?.length,
      renamed: TextDocument.applyEdits(plain, edit?.changes?.[document.uri] ?? []),
    };
  };
  const plain = marked('').replace('‸', '');
  assert.deepEqual(await ask('*task\n    Next', 'call'), {
    line: 2,
    references: 3,
    renamed: plain.replaceAll('task', 'call'),
  });
  assert.deepEqual(await ask('B:', 'Other'), {
    line: 5,
    references: 2,
    renamed: plain.replace('Next: B', 'Next: Other').replace('B:', 'Other:'),
  });
});

test('folding: a block folds under its key, an item of a list at its dash, and what is shared once', async () => {
  const text = `StartAt: A
States:
  A:
    Type: Choice
    Choices: &rules
      - Variable: $.x
        IsNull: true
        Next: B
    Default: B
  B:
    Type: Choice
    Choices: *rules
    Default: A
`;
  const document = await client.open(text, 'folding.asl.yaml', 'asl-yaml');
  const textDocument = { uri: document.uri };
  const ranges = (await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument })) ?? [];
  assert.deepEqual(ranges.map(({ startLine, endLine }) => `${startLine}-${endLine}`).toSorted(), [
    '1-12',
    '2-8',
    '4-7',
    '5-7',
    '9-12',
  ]);
  await document.close();
});
