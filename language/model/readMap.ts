import { readNumber, readPath, readTemplateField, withDataFlow } from './readDataFlow.ts';
import { readCatcher, readRetrier } from './readErrorHandling.ts';
import {
  broken,
  fieldIn,
  listOf,
  nodeOf,
  objectOf,
  type ReadingPlace,
  readEnd,
  readList,
  requiredText,
  textOf,
  transitionAt,
} from './readFields.ts';
import type {
  Broken,
  ItemBatcher,
  ItemReader,
  MapState,
  ReaderConfig,
  ResultWriter,
  Scope,
  StateBase,
} from './stateMachine.ts';

/** A Map without its processor, which `readState` reads because scopes and states contain each other. */
export function readMap(base: StateBase, place: ReadingPlace): Omit<MapState, 'processor'> {
  const jsonata = place.language === 'JSONata';
  const processor = nodeOf(place.node, 'ItemProcessor') ?? nodeOf(place.node, 'Iterator');
  const config = objectOf(nodeOf(objectOf(processor), 'ProcessorConfig'));
  const executionType = textOf(config, 'ExecutionType');
  return {
    ...withDataFlow(base, place),
    type: 'Map',
    next: transitionAt(place, 'Next'),
    end: readEnd(place),
    retry: readList(place, 'Retry', readRetrier),
    catch: readList(place, 'Catch', readCatcher),
    // In a Map, Parameters is the old name of ItemSelector.
    parameters: undefined,
    mode: textOf(config, 'Mode') === 'DISTRIBUTED' ? 'DISTRIBUTED' : 'INLINE',
    executionType: executionType === 'STANDARD' || executionType === 'EXPRESS' ? executionType : undefined,
    itemsPath: jsonata ? undefined : readPath(place, 'ItemsPath'),
    items: jsonata ? readTemplateField(place, 'Items') : undefined,
    itemSelector:
      readTemplateField(place, 'ItemSelector') ?? (jsonata ? undefined : readTemplateField(place, 'Parameters')),
    maxConcurrency: readNumber(place, 'MaxConcurrency'),
    itemReader: readItemReader(place),
    itemBatcher: readItemBatcher(place),
    resultWriter: readResultWriter(place),
    toleratedFailureCount: readNumber(place, 'ToleratedFailureCount'),
    toleratedFailurePercentage: readNumber(place, 'ToleratedFailurePercentage'),
    label: readLabel(place),
  };
}

export function missingProcessor(place: ReadingPlace, base: StateBase): Broken {
  const node = nodeOf(place.node, 'ItemProcessor') ?? nodeOf(place.node, 'Iterator');
  return broken(node, base.nameRange, 'A Map needs an ItemProcessor with StartAt and States.');
}

/** The processor's scope as written, under either of its names. */
export function processorField({ node }: Pick<ReadingPlace, 'node'>): 'ItemProcessor' | 'Iterator' {
  return fieldIn(node, 'ItemProcessor') ? 'ItemProcessor' : 'Iterator';
}

function readLabel(place: ReadingPlace): MapState['label'] {
  const node = nodeOf(place.node, 'Label');
  return node?.kind === 'string' ? { value: node.value, range: node.range } : undefined;
}

function readItemReader(owner: ReadingPlace): ItemReader | undefined {
  const place = partOf(owner, 'ItemReader');
  if (place === undefined) return undefined;
  const config = partOf(place, 'ReaderConfig');
  return {
    resource: requiredText(place, 'Resource', place.range),
    parameters: readTemplateField(place, place.language === 'JSONata' ? 'Arguments' : 'Parameters'),
    config: readReaderConfig(config?.node),
    maxItems: config && readNumber(config, 'MaxItems'),
    range: place.range,
  };
}

function readReaderConfig(fields: ReadingPlace['node']): ReaderConfig {
  const headers = listOf(fields, 'CSVHeaders').flatMap((node) => (node.kind === 'string' ? [node.value] : []));
  return {
    inputType: textOf(fields, 'InputType'),
    transformation: textOf(fields, 'Transformation'),
    manifestType: textOf(fields, 'ManifestType'),
    csvHeaderLocation: textOf(fields, 'CSVHeaderLocation'),
    csvHeaders: nodeOf(fields, 'CSVHeaders')?.kind === 'array' ? headers : undefined,
    csvDelimiter: textOf(fields, 'CSVDelimiter'),
    itemsPointer: textOf(fields, 'ItemsPointer'),
  };
}

function readItemBatcher(owner: ReadingPlace): ItemBatcher | undefined {
  const place = partOf(owner, 'ItemBatcher');
  return (
    place && {
      maxItemsPerBatch: readNumber(place, 'MaxItemsPerBatch'),
      maxInputBytesPerBatch: readNumber(place, 'MaxInputBytesPerBatch'),
      batchInput: readTemplateField(place, 'BatchInput'),
      range: place.range,
    }
  );
}

function readResultWriter(owner: ReadingPlace): ResultWriter | undefined {
  const place = partOf(owner, 'ResultWriter');
  if (place === undefined) return undefined;
  const config = objectOf(nodeOf(place.node, 'WriterConfig'));
  return {
    resource: fieldIn(place.node, 'Resource') ? requiredText(place, 'Resource', place.range) : undefined,
    parameters: readTemplateField(place, place.language === 'JSONata' ? 'Arguments' : 'Parameters'),
    transformation: textOf(config, 'Transformation'),
    outputType: textOf(config, 'OutputType'),
    range: place.range,
  };
}

/** An object field, as a place to read from; undefined when it is no object. */
function partOf(
  owner: ReadingPlace,
  name: 'ItemReader' | 'ReaderConfig' | 'ItemBatcher' | 'ResultWriter',
): (ReadingPlace & { readonly range: Scope['node']['range'] }) | undefined {
  const node = objectOf(nodeOf(owner.node, name));
  return (
    node && {
      object: name,
      node,
      language: owner.language,
      location: `${owner.location}/${name}`,
      prefix: `${owner.prefix}${name}/`,
      range: node.range,
    }
  );
}
