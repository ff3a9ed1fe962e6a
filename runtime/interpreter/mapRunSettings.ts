import { evaluateTemplate } from '../../language/expressions/evaluateTemplate.ts';
import type { Template } from '../../language/expressions/template.ts';
import { isObject, type Json, member } from '../../language/json.ts';
import type { MapState } from '../../language/model/stateMachine.ts';
import { type Evaluator, outcomeValue, Surroundings } from './evaluate.ts';
import { Fault, runtimeFault } from './fault.ts';
import { readerFault, startReading } from './items/reading.ts';
import { startWriting } from './items/writing.ts';
import { checkCount, checkPercentage, settingStep } from './mapItems.ts';
import type { MapRun } from './mapRun.ts';
import type { Step, Visit } from './run.ts';
import { valueStep } from './steps.ts';

export function mapRunOf(visit: Visit): MapRun {
  if (visit.work?.kind !== 'mapRun') throw new Error(`The state '${visit.plan.state.name}' has no Map Run.`);
  return visit.work;
}

export function concurrencySteps(state: MapState): Step[] {
  return settingStep('maxConcurrency', state.maxConcurrency, 'integer', (visit, most) => {
    const work = mapRunOf(visit);
    if (most > 0) work.concurrency = Math.min(most, work.concurrency);
    return undefined;
  });
}

export function toleranceSteps(state: MapState): Step[] {
  const count = settingStep('toleratedFailureCount', state.toleratedFailureCount, 'integer', (visit, value) => {
    mapRunOf(visit).toleratedCount = value;
    return checkCount(value);
  });
  const percentage = settingStep(
    'toleratedFailurePercentage',
    state.toleratedFailurePercentage,
    'float',
    (visit, value) => {
      mapRunOf(visit).toleratedPercentage = value;
      return checkPercentage(value);
    },
  );
  return [...count, ...percentage];
}

/** Where the ItemReader reads, and how many items at most. */
export function readerSteps(state: MapState): Step[] {
  const { itemReader } = state;
  if (itemReader === undefined) return [];
  const { resource, config } = itemReader;
  if ('kind' in resource) return [brokenStep(resource.reason)];
  const lists = resource.value.endsWith(':s3:listObjectsV2');
  return [
    ...settingStep('itemReader', itemReader.maxItems, 'integer', (visit, most) => {
      mapRunOf(visit).maxItems = most;
      return undefined;
    }),
    valueStep('itemReader', templateOrInput(state, itemReader.parameters), (visit, value) => {
      const bucket = textMember(value, 'Bucket');
      if (bucket === undefined) return readerFault('The ItemReader names no Bucket.');
      const key = textMember(value, 'Key') ?? '';
      const prefix = textMember(value, 'Prefix') ?? '';
      const manifest = config.inputType === 'MANIFEST' || config.manifestType !== undefined;
      const first = lists
        ? ({ kind: 'list', bucket, prefix } as const)
        : ({ kind: manifest ? 'manifest' : 'items', bucket, key } as const);
      mapRunOf(visit).reading = startReading(config, first);
      return undefined;
    }),
  ];
}

export function batcherSteps(state: MapState): Step[] {
  const { itemBatcher } = state;
  if (itemBatcher === undefined) return [];
  const { batchInput } = itemBatcher;
  return [
    ...settingStep('afterItemBatcher', itemBatcher.maxItemsPerBatch, 'integer', (visit, value) => {
      if (value > 0) mapRunOf(visit).maxItemsPerBatch = value;
      return checkBatchLimit('MaxItemsPerBatch', value);
    }),
    ...settingStep('afterItemBatcher', itemBatcher.maxInputBytesPerBatch, 'integer', (visit, value) => {
      const work = mapRunOf(visit);
      if (value > 0) work.maxBytesPerBatch = Math.min(value, work.maxBytesPerBatch);
      return checkBatchLimit('MaxInputBytesPerBatch', value);
    }),
    ...(batchInput === undefined
      ? []
      : [
          valueStep('afterItemBatcher', templateOrInput(state, batchInput), (visit, value) => {
            mapRunOf(visit).batchInput = value;
            return undefined;
          }),
        ]),
  ];
}

function checkBatchLimit(field: string, limit: number): Fault | undefined {
  return limit < 0 ? runtimeFault(`field ${field} must be positive`) : undefined;
}

/** Where the ResultWriter writes; without a Resource it only shapes the state's result. */
export function writerSteps(state: MapState): Step[] {
  const { resultWriter } = state;
  if (resultWriter?.resource === undefined) return [];
  if ('kind' in resultWriter.resource) return [brokenStep(resultWriter.resource.reason)];
  return [
    valueStep('resultWriter', templateOrInput(state, resultWriter.parameters), (visit, value) => {
      const work = mapRunOf(visit);
      const bucket = textMember(value, 'Bucket');
      if (bucket === undefined)
        return new Fault('work', 'States.ResultWriterFailed', 'The ResultWriter names no Bucket.');
      const uuid = work.arn.slice(work.arn.lastIndexOf(':') + 1);
      work.writing = startWriting(resultWriter, bucket, textMember(value, 'Prefix') ?? '', uuid);
      return undefined;
    }),
  ];
}

function templateOrInput(state: MapState, template: Template | undefined): Evaluator {
  return (run, fibre, visit) => {
    const input = state.queryLanguage === 'JSONata' ? visit.input : visit.effective;
    if (template === undefined) return input;
    return outcomeValue(evaluateTemplate(template, new Surroundings(run, fibre, visit, input)));
  };
}

function textMember(value: Json, name: string): string | undefined {
  const found = isObject(value) ? member(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
}

function brokenStep(reason: string): Step {
  return valueStep(
    'work',
    () => runtimeFault(reason),
    () => undefined,
  );
}
