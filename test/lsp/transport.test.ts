import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../kit/lspClient.ts';

const definition = `{ "StartAt": "First", "States": {
  "First": { "Type": "Pass", "Next": "Secon‸" },
  "Second": { "Type": "Succeed" }
} }`;

for (const mode of ['source', 'bundle'] as const) {
  test(`server (${mode}): answers over its standard input and output, and ends when asked to`, async () => {
    const client = await connect(mode);
    const document = await client.open(definition);
    assert.ok((await document.diagnostics()).some(({ code }) => code === 'MISSING_TRANSITION_TARGET'));
    assert.ok((await document.completion()).some(({ label }) => label.includes('Second')));
    await document.change(definition.replace('Secon', 'Second'));
    assert.deepEqual(await document.diagnostics(), []);
    await client.close();
    assert.equal(client.errors(), '');
  });
}

test('test kit: connecting to a server that dies at once says so, with what it wrote', async () => {
  const { NODE_OPTIONS: before = '' } = process.env;
  process.env.NODE_OPTIONS = '--require=./no-such-file.cjs';
  try {
    await assert.rejects(
      connect('source'),
      /The language server ended \(code 1\) before it answered:[\s\S]*no-such-file/,
    );
  } finally {
    process.env.NODE_OPTIONS = before;
  }
});
