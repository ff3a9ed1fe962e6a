import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { type KnownData, machineShapes, type StateShapes } from '../../../language/shapes/machineShapes.ts';
import { describeShape, shapeOf, unknown } from '../../../language/shapes/shape.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';

const nothing = { input: unknown, result: unknown, output: unknown };

/** The shapes of a machine's states by name, for an input and the results of its tasks. */
function shapesOf(definition: object, known: Partial<KnownData>): (state: string) => StateShapes {
  const machine = readStateMachine(parseJson(JSON.stringify(definition)).root);
  const shapes = machineShapes(machine, { input: unknown, result: () => unknown, observed: () => nothing, ...known });
  return (name) => {
    const found = [...shapes].find(([state]) => state.name === name)?.[1];
    assert.ok(found, `${name} is reached`);
    return found;
  };
}

const order = shapeOf({ order: { id: 'n-1', items: [{ price: 1 }, { name: 'lamp' }] } });

test('shapes: follow the data of JSONPath through its five stages', () => {
  const shape = shapesOf(
    {
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'r',
          InputPath: '$.order',
          Parameters: { 'id.$': '$.id' },
          ResultSelector: { 'stock.$': '$.Payload.left', 'all.$': '$.Payload.places[*].name' },
          ResultPath: '$.answer',
          OutputPath: '$',
          Assign: { 'left.$': '$.Payload.left' },
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Failed' }],
          Next: 'Done',
        },
        Done: { Type: 'Pass', OutputPath: '$.answer', End: true },
        Failed: { Type: 'Pass', End: true },
      },
    },
    { input: order, result: () => shapeOf({ Payload: { left: 3, places: [{ name: 'here' }] } }) },
  );
  assert.equal(describeShape(shape('Ask').input), '{ id: string, items: { price: number, name: string }[] }');
  assert.equal(describeShape(shape('Done').output), '{ all: string[], stock: number }');
  assert.equal(describeShape(shape('Done').variables.get('left') ?? unknown), 'number');
  assert.match(describeShape(shape('Failed').raw, 200), /failure: { Error: string, Cause: string }/);
});

test('shapes: follow JSONata by plain paths, and by an example where more is computed', () => {
  const shape = shapesOf(
    {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'r',
          Output: { id: '{% $states.input.order.id %}', sum: '{% $sum($states.input.order.items.price) %}' },
          Assign: { got: '{% $states.result %}' },
          Next: 'B',
        },
        B: { Type: 'Pass', Output: '{% $merge([$states.input, {"got": $got.left}]) %}', End: true },
      },
    },
    { input: order, result: () => shapeOf({ left: true }) },
  );
  assert.equal(describeShape(shape('A').output), '{ id: string, sum: number }');
  assert.equal(describeShape(shape('B').output), '{ id: string, sum: number, got: boolean }');
});

test('shapes: give the iterations of a Map their items, and collect what comes out', () => {
  const shape = shapesOf(
    {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemsPath: '$.order.items',
          ItemSelector: { 'price.$': '$$.Map.Item.Value.price', 'run.$': '$$.Execution.Id' },
          ItemProcessor: {
            StartAt: 'One',
            States: { One: { Type: 'Pass', ResultPath: '$.one', Result: 1, End: true } },
          },
          End: true,
        },
      },
    },
    { input: order },
  );
  assert.equal(describeShape(shape('One').raw), '{ price: number, run: string }');
  assert.equal(describeShape(shape('Each').output), '{ price: number, run: string, one: number }[]');
});

test('shapes: tell the items that a distributed Map reads, and what it writes', () => {
  const each = (reader: object, more: object = {}) => {
    const processor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'One',
      States: { One: { Type: 'Pass', End: true } },
    };
    const Each = { Type: 'Map', ItemReader: reader, ItemProcessor: processor, End: true, ...more };
    return shapesOf({ StartAt: 'Each', States: { Each } }, {});
  };
  const csv = { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['id', 'sum'] };
  const read = each({ Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: csv });
  assert.equal(describeShape(read('One').raw), '{ id: string, sum: string }');
  const listed = each(
    { Resource: 'arn:aws:states:::s3:listObjectsV2' },
    {
      ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { of: 'x' } },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b' } },
    },
  );
  assert.match(describeShape(listed('One').raw, 200), /BatchInput: { of: string }, Items: { Etag: string, Key: string/);
  assert.match(describeShape(listed('Each').output), /MapRunArn: string/);
});

test('shapes: close loops, keep what the last run had, and stay unknown where nothing is known', () => {
  const shape = shapesOf(
    {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', ResultPath: '$.a.a', Next: 'B' },
        B: { Type: 'Task', Resource: 'r', ResultPath: '$.b', Next: 'C' },
        C: { Type: 'Choice', Choices: [{ Variable: '$.b', IsPresent: true, Next: 'A' }], Default: 'D' },
        D: { Type: 'Task', Resource: 'r', End: true },
      },
    },
    { observed: (name) => (name === 'B' ? { ...nothing, result: shapeOf('seen') } : nothing) },
  );
  assert.match(describeShape(shape('A').raw), /b: string/);
  assert.equal(describeShape(shape('D').output), 'any');
});
