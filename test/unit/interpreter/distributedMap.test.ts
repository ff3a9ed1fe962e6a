import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../language/json.ts';
import type { ChildExecution } from '../../../runtime/interpreter/execution.ts';
import { fails, outline, run, succeeds, tasks } from '../../kit/fakeHost.ts';
import { memoryStorage } from '../../kit/memoryStorage.ts';

function mapOver(fields: JsonObject, inner?: JsonObject): JsonObject {
  const pass = { Type: 'Pass', End: true };
  const config = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  const ItemProcessor = { ProcessorConfig: config, StartAt: 'Item', States: { Item: inner ?? pass } };
  return { StartAt: 'Each', States: { Each: { Type: 'Map', Label: 'L', ItemProcessor, End: true, ...fields } } };
}

const reader = (config: JsonObject, key = 'file'): JsonObject => ({
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: config,
  Parameters: { Bucket: 'b', Key: key },
});

function stored(files: Readonly<Record<string, string>>) {
  return { storage: memoryStorage(new Map(Object.entries(files).map(([key, text]) => [`b/${key}`, text]))) };
}

test('item reader: takes CSV with quotes, line breaks and gaps, under given or first-row headers', async () => {
  const csv = 'name,note\r\n"Ada, Countess","said ""hi""\nthere"\nBob\n';
  const first = await run(
    mapOver({ ItemReader: reader({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }) }),
    {},
    stored({ file: csv }),
  );
  assert.deepEqual(JSON.parse(first.output ?? ''), [
    { name: 'Ada, Countess', note: 'said "hi"\nthere' },
    { name: 'Bob', note: '' },
  ]);
  const given = { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a'], CSVDelimiter: 'PIPE' };
  const second = await run(mapOver({ ItemReader: reader(given) }), {}, stored({ file: 'x|y\nz|' }));
  assert.deepEqual(JSON.parse(second.output ?? ''), [{ a: 'x' }, { a: 'z' }]);
});

test('item reader: takes JSON Lines, and JSON at a pointer', async () => {
  const lines = await run(
    mapOver({ ItemReader: reader({ InputType: 'JSONL' }) }),
    {},
    stored({ file: '{"a":1}\n\n2\n"x"' }),
  );
  assert.equal(lines.output, '[{"a":1},2,"x"]');
  const pointed = reader({ InputType: 'JSON', ItemsPointer: '/data/0/items' });
  const found = await run(mapOver({ ItemReader: pointed }), {}, stored({ file: '{"data":[{"items":[1,2]}]}' }));
  assert.equal(found.output, '[1,2]');
});

test('item reader: members of an object at a pointer are items with keys', async () => {
  const ItemReader = reader({ InputType: 'JSON', ItemsPointer: '/data' });
  const ItemSelector = { 'key.$': '$$.Map.Item.Key', 'value.$': '$$.Map.Item.Value' };
  const found = await run(mapOver({ ItemReader, ItemSelector }), {}, stored({ file: '{"data":{"a":1,"b":2}}' }));
  assert.deepEqual(JSON.parse(found.output ?? ''), [
    { key: 'a', value: 1 },
    { key: 'b', value: 2 },
  ]);
});

test('item batcher: fills a batch to the last byte', async () => {
  const { output } = await run(mapOver({ ItemBatcher: { MaxInputBytesPerBatch: 17 } }), [1, 2, 3, 4]);
  assert.equal(output, '[{"Items":[1,2,3]},{"Items":[4]}]');
});

test('item batcher: keeps batches within a payload, and fails the Map Run for an item that fits into none', async () => {
  const half = 'x'.repeat(130_000);
  const ItemReader = reader({ InputType: 'JSONL' });
  const files = stored({ file: `"${half}"\n"${half}"\n"${half}"\n` });
  const Count = { Type: 'Pass', Parameters: { 'n.$': 'States.ArrayLength($.Items)' }, End: true };
  const batched = await run(mapOver({ ItemReader, ItemBatcher: { MaxItemsPerBatch: 9 } }, Count), {}, files);
  assert.equal(batched.output, '[{"n":2},{"n":1}]');
  const small = { MaxItemsPerBatch: 9, MaxInputBytesPerBatch: 1000 };
  const refused = await run(mapOver({ ItemReader, ItemBatcher: small }, Count), {}, files);
  assert.equal(refused.error, 'States.DataLimitExceeded');
  assert.ok(outline(refused).includes('5<-4 MapRunFailed'));
});

test('item selector: a value larger than a payload fails the Map before a child begins', async () => {
  const ItemSelector = { 'one.$': '$.half', 'other.$': '$.half' };
  const input = { half: 'x'.repeat(150_000), items: [1] };
  const found = await run(mapOver({ ItemsPath: '$.items', ItemSelector }), input);
  assert.equal(found.error, 'States.DataLimitExceeded');
  assert.deepEqual(
    found.mapRuns().map(({ status, executionCounts }) => [status, executionCounts.total]),
    [['FAILED', 0]],
  );
});

test('item reader: lists objects, and loads what it lists when told to flatten', async () => {
  const files = stored({ 'in/1.json': '[1,2]', 'in/2.json': '[3]', other: '[4]' });
  const list = (config: JsonObject) => ({
    Resource: 'arn:aws:states:::s3:listObjectsV2',
    ReaderConfig: config,
    Parameters: { Bucket: 'b', Prefix: 'in/' },
  });
  const keys = await run(
    mapOver({ ItemReader: list({}), ItemSelector: { 'k.$': '$$.Map.Item.Value.Key', 's.$': '$$.Map.Item.Source' } }),
    {},
    files,
  );
  assert.deepEqual(JSON.parse(keys.output ?? ''), [
    { k: 'in/1.json', s: 'S3://b' },
    { k: 'in/2.json', s: 'S3://b' },
  ]);
  const flat = await run(
    mapOver({ ItemReader: list({ Transformation: 'LOAD_AND_FLATTEN', InputType: 'JSON' }) }),
    {},
    files,
  );
  assert.equal(flat.output, '[1,2,3]');
});

test('item reader: follows the manifests of an S3 inventory and of Athena to their files', async () => {
  const inventory = {
    destinationBucket: 'arn:aws:s3:::b',
    fileSchema: 'Bucket, Key',
    files: [{ key: 'data/1.csv' }, { key: 'data/2.csv' }],
  };
  const files = stored({
    file: JSON.stringify(inventory),
    'data/1.csv': '"b","one"\n',
    'data/2.csv': '"b","two"\n',
    athena: '"s3://b/part-1"\ns3://b/part-2\n',
    'part-1': '{"n":1}\n',
    'part-2': '{"n":2}\n{"n":3}\n',
  });
  const config = { InputType: 'MANIFEST', ManifestType: 'S3_INVENTORY' };
  const listed = await run(mapOver({ ItemReader: reader(config) }), {}, files);
  assert.deepEqual(JSON.parse(listed.output ?? ''), [
    { Bucket: 'b', Key: 'one' },
    { Bucket: 'b', Key: 'two' },
  ]);
  const athena = reader({ InputType: 'JSONL', ManifestType: 'ATHENA_DATA' }, 'athena');
  assert.equal((await run(mapOver({ ItemReader: athena }), {}, files)).output, '[{"n":1},{"n":2},{"n":3}]');
});

test('item reader: a missing object fails the Map Run, and the state can catch it', async () => {
  const machine = mapOver({
    ItemReader: reader({ InputType: 'JSON' }),
    Catch: [{ ErrorEquals: ['States.ItemReaderFailed'], Next: 'Saved' }],
  });
  const states = { ...(machine.States as JsonObject), Saved: { Type: 'Succeed' } };
  const execution = await run({ ...machine, States: states }, {}, stored({}));
  assert.equal(execution.status, 'SUCCEEDED');
  assert.ok(outline(execution).includes('5<-4 MapRunFailed'));
});

test('batches: are filled by count and by bytes, with the batch input beside the items', async () => {
  const inputs: string[] = [];
  const childEnded = ({ input }: ChildExecution) => void inputs.push(input);
  const byCount = { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'run.$': '$$.Execution.Name' } } };
  await run(mapOver(byCount), [1, 2, 3], { childEnded });
  assert.deepEqual(inputs.splice(0), [
    '{"BatchInput":{"run":"run"},"Items":[1,2]}',
    '{"BatchInput":{"run":"run"},"Items":[3]}',
  ]);
  await run(mapOver({ ItemBatcher: { MaxInputBytesPerBatch: 24 } }), ['aaaa', 'bbbb', 'cccc'], { childEnded });
  assert.deepEqual(
    inputs,
    ['{"Items":["aaaa"]}', '{"Items":["bbbb"]}', '{"Items":["cccc"]}'].map((text) => text),
  );
});

test('failures: up to the tolerated share the Map succeeds without them, above it the Map Run fails', async () => {
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true };
  const runTask = tasks({ Item: [succeeds('a'), fails('E'), succeeds('b'), fails('E')] });
  const tolerant = await run(mapOver({ ToleratedFailurePercentage: 50 }, task), [1, 2, 3, 4], { runTask });
  assert.equal(tolerant.output, '["a","b"]');
  const [counts] = tolerant.mapRuns();
  assert.equal(counts?.itemCounts.failed, 2);
  assert.equal(counts?.executionCounts.succeeded, 2);
  const strict = await run(mapOver({ ToleratedFailureCount: 1 }, task), [1, 2, 3, 4], { runTask });
  assert.equal(strict.error, 'States.ExceedToleratedFailureThreshold');
  assert.equal(strict.mapRuns()[0]?.status, 'FAILED');
});

test('children: have histories, names and contexts of their own, and no outer variables', async () => {
  const children: ChildExecution[] = [];
  const inner = { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.context %}', End: true };
  await run(mapOver({}, inner), [{ a: 1 }], { childEnded: (child) => void children.push(child) });
  const [child] = children;
  const context = JSON.parse(child?.output ?? '');
  assert.match(context.Execution.Id, /:execution:Machine\/L:[0-9a-f-]{36}$/);
  assert.deepEqual(context.Execution.Input, { a: 1 });
  assert.deepEqual(
    child?.events().map(({ type }) => type),
    ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
  );
});

test('result writer: writes outputs, records of failures and a manifest', async () => {
  const files = new Map<string, string>();
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true };
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: 'out', Prefix: 'p' },
    WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' },
  };
  const runTask = tasks({ Item: [succeeds([1, 2]), fails('E', 'why'), succeeds(3)] });
  const machine = mapOver({ ResultWriter, ToleratedFailureCount: 1 }, task);
  const execution = await run(machine, [1, 2, 3], { runTask, storage: memoryStorage(files) });
  const { ResultWriterDetails, MapRunArn } = JSON.parse(execution.output ?? '');
  const folder = `p/${MapRunArn.split(':').at(-1)}`;
  assert.deepEqual(ResultWriterDetails, { Bucket: 'out', Key: `${folder}/manifest.json` });
  assert.equal(files.get(`out/${folder}/SUCCEEDED_0.json`), '[1,2,3]');
  const [failure] = JSON.parse(files.get(`out/${folder}/FAILED_0.json`) ?? '');
  assert.equal(failure.Status, 'FAILED');
  assert.equal(failure.Cause, 'why');
  const manifest = JSON.parse(files.get(`out/${folder}/manifest.json`) ?? '');
  assert.deepEqual(manifest.ResultFiles.SUCCEEDED, [{ Key: `${folder}/SUCCEEDED_0.json`, Size: 7 }]);
});
