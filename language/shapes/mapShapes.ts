import type { ItemBatcher, ItemReader, MapState } from '../model/stateMachine.ts';
import { arrayShape, joinAll, number, objectShape, type Shape, text, unknown } from './shape.ts';
import { type DataShapes, itemShape } from './shapeAtPath.ts';
import { shapeOfTemplate } from './shapeOfTemplate.ts';

/** What is known of each item of a Map: of those that it reads, or of `items`; a distributed one takes objects, too. */
export function itemOf({ itemReader, mode }: MapState, items: Shape): Shape {
  if (itemReader) return itemRead(itemReader);
  return items.kind === 'object' && mode === 'DISTRIBUTED' ? joinAll([...items.members.values()]) : itemShape(items);
}

/** A listed object, or a row of a CSV file whose columns the definition names; else only the file tells. */
function itemRead({ resource, config }: ItemReader): Shape {
  const isList = 'value' in resource && resource.value.endsWith(':s3:listObjectsV2');
  if (isList && config.transformation !== 'LOAD_AND_FLATTEN') return listedObject;
  return config.inputType === 'CSV' ? objectShape((config.csvHeaders ?? []).map((name) => [name, text])) : unknown;
}

const listedObject = objectShape([
  ['Etag', text],
  ['Key', text],
  ['LastModified', number],
  ['Size', number],
  ['StorageClass', text],
]);

/** `$$.Map.Item`. */
export function mapItem(value: Shape): Shape {
  return objectShape([
    ['Index', number],
    ['Value', value],
  ]);
}

/** The input of an iteration over batches. */
export function batchOf({ batchInput }: ItemBatcher, item: Shape, data: DataShapes): Shape {
  const given = batchInput && ([['BatchInput', shapeOfTemplate(batchInput, data)]] as const);
  return objectShape([...(given ?? []), ['Items', arrayShape(item)]]);
}

/** The result of a Map whose results are written to S3. */
export const writtenResult = objectShape([
  ['MapRunArn', text],
  [
    'ResultWriterDetails',
    objectShape([
      ['Bucket', text],
      ['Key', text],
    ]),
  ],
]);
