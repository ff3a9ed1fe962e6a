import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { JsonObject } from '../../language/json.ts';
import { folderStorage } from '../../runtime/folderStorage.ts';
import { noLimits } from '../../runtime/interpreter/limits.ts';
import { run } from '../kit/fakeHost.ts';

const root = mkdtempSync(join(tmpdir(), 'stepwise-storage-'));
mkdirSync(join(root, 'b'));
after(() => rmSync(root, { recursive: true }));
const storage = folderStorage(root);

/** What a Map over the object in bucket `b` gives: JSON text, or why it failed. */
async function itemsOf(Key: string, InputType: string): Promise<string | undefined> {
  const config = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' };
  const inner = { ProcessorConfig: config, StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType },
    Parameters: { Bucket: 'b', Key },
  };
  const M: JsonObject = { Type: 'Map', ItemReader, ItemProcessor: inner, End: true };
  const { output, cause } = await run({ StartAt: 'M', States: { M } }, {}, { storage, limits: noLimits });
  return output ?? cause;
}

test('folder storage: gives texts longer than one piece whole, and gzip unpacked', async () => {
  const lines = Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'äöü€𝄞' }));
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  writeFileSync(join(root, 'b/lines.jsonl'), text);
  writeFileSync(join(root, 'b/lines.jsonl.gz'), gzipSync(text));
  // Not compared by `equal`, which would take minutes to say how such texts differ.
  assert.ok((await itemsOf('lines.jsonl', 'JSONL')) === JSON.stringify(lines));
  assert.ok((await itemsOf('lines.jsonl.gz', 'JSONL')) === JSON.stringify(lines));
});

test('folder storage: gives the rows of a Parquet file, more than fit in one answer', async () => {
  const ids = Array.from({ length: 12_000 }, (_, id) => id);
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: ids, type: 'INT32' },
      { name: 'big', data: ids.map((id) => BigInt(id) * 1000n), type: 'INT64' },
      { name: 'name', data: ids.map((id) => `n${id}`), type: 'STRING' },
    ],
  });
  writeFileSync(join(root, 'b/rows.parquet'), new Uint8Array(buffer));
  const expected = ids.map((id) => ({ id, big: id * 1000, name: `n${id}` }));
  assert.ok((await itemsOf('rows.parquet', 'PARQUET')) === JSON.stringify(expected));
});

test('folder storage: a file that is no Parquet fails the reader and says why', async () => {
  writeFileSync(join(root, 'b/no.parquet'), 'PAR');
  assert.match((await itemsOf('no.parquet', 'PARQUET')) ?? '', /not a Parquet file/);
});

test('folder storage: nothing outside the folder is read or written', async () => {
  writeFileSync(join(root, 'secret'), '[1]');
  assert.equal(await itemsOf('../secret', 'JSON'), 'The specified key does not exist.');
  const answer = await storage.write({
    kind: 'write',
    id: 1,
    state: 'M',
    bucket: '..',
    key: 'x',
    text: '',
    mode: 'create',
  });
  assert.equal(answer.kind, 'failed');
});
