import type { ItemReader } from '../../language/model/stateMachine.ts';
import { Fault } from './fault.ts';
import { readerFault, startReading, takeAnswer } from './items/reading.ts';
import { settingStep } from './mapItems.ts';
import type { Step } from './run.ts';
import { keepValue, valueStep } from './steps.ts';
import type { TestRequest } from './testState.ts';

/**
 * In place of reading from S3: the items in the text that the request brings as the object's, or in the list of objects
 * that it brings in JSON. Without one there are none.
 */
export function readSteps({ stateConfiguration }: TestRequest, reader: ItemReader): Step[] {
  const text = stateConfiguration?.mapItemReaderData;
  let most = Number.POSITIVE_INFINITY;
  return [
    ...settingStep('itemReader', reader.maxItems, 'integer', (_visit, value) => {
      if (value < 0) return readerFault('field MaxItems must be positive');
      if (value > 0) most = value;
      return undefined;
    }),
    valueStep(
      'itemReader',
      () => {
        const items = text === undefined ? [] : itemsIn(text, reader);
        return items instanceof Fault ? items : items.slice(0, most);
      },
      keepValue,
    ),
  ];
}

function itemsIn(text: string, { config, resource }: ItemReader) {
  const lists = !('kind' in resource) && resource.value.endsWith(':s3:listObjectsV2');
  const format = lists && config.transformation !== 'LOAD_AND_FLATTEN' ? { ...config, inputType: 'JSON' } : config;
  const taken = takeAnswer(startReading(format, { kind: 'items', bucket: '', key: '' }), { kind: 'read', text });
  return taken instanceof Fault ? taken : taken.stretch.items;
}
