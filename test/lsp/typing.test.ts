import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { definitionText } from '../bench/definitions.ts';
import { connect, type LspClient } from '../kit/lspClient.ts';
import { seededRandom } from '../unit/fuzz/mutate.ts';

let server: LspClient;

before(async () => {
  server = await connect('source');
});
after(() => server.close());

const typed = ['"', '{', '}', ',', 'x', '\n', '"Comment": "stepwise-ignore", ', '"Next": "Nowhere", '];

/** A text with something typed into it somewhere, or a few characters deleted. */
function edited(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  if (random() < 0.3) return text.slice(0, at) + text.slice(at + 3);
  return text.slice(0, at) + typed[Math.floor(random() * typed.length)] + text.slice(at);
}

test('typing: findings and symbols are those of the same text opened anew, whether or not somebody looked in between', async () => {
  const random = seededRandom(4);
  const original = definitionText('mix', 60, 'JSONPath');
  const document = await server.open(original);
  let text = original;
  for (let step = 0; step < 24; step++) {
    text = step % 6 === 5 ? original : edited(text, random);
    await document.change(text);
    if (step % 4 === 0) continue;
    const fresh = await server.open(text);
    if (step % 4 === 1) assert.deepEqual(await document.symbols(), await fresh.symbols());
    assert.deepEqual(await document.diagnostics(), await withUri(document.uri, fresh.diagnostics()), text);
    await fresh.close();
  }
});

/** Related places name their document. */
async function withUri<Found extends readonly object[]>(uri: string, found: Promise<Found>): Promise<Found> {
  return JSON.parse(JSON.stringify(await found), (key, value) => (key === 'uri' ? uri : value));
}
