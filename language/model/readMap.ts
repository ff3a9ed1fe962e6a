import type { ObjectName } from './fields.ts';
import { readNumber, readPath, readTemplateField, withDataFlow } from './readDataFlow.ts';
import { withErrorHandling } from './readErrorHandling.ts';
import { broken, fieldsIn, listOf, nodeOf, objectOf, type ReadingPlace, requiredText, textOf } from './readFields.ts';
import type {
  Broken,
  ItemBatcher,
  ItemReader,
  Leaving,
  MapState,
  ReaderConfig,
  ResultWriter,
  Scope,
  StateBase,
} from './stateMachine.ts';

/** A Map without its processor, which `readState` reads because scopes and states contain each other. */
export function readMap(base: StateBase & Leaving, place: ReadingPlace): Omit<MapState, 'processor'> {
  const jsonata = place.language === 'JSONata';
  const processor = nodeOf(place.fields, 'ItemProcessor') ?? nodeOf(place.fields, 'Iterator');
  const config = configOf(fieldsIn(objectOf(processor), 'ItemProcessor'), 'ProcessorConfig', 'ProcessorConfig');
  const executionType = textOf(config, 'ExecutionType');
  return {
    ...withErrorHandling(withDataFlow(base, place), place),
    type: 'Map',
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
  const node = nodeOf(place.fields, 'ItemProcessor') ?? nodeOf(place.fields, 'Iterator');
  return broken(node, base.nameRange, 'A Map needs an ItemProcessor with StartAt and States.');
}

/** The processor's scope as written, under either of its names. */
export function processorField({ fields }: Pick<ReadingPlace, 'fields'>): 'ItemProcessor' | 'Iterator' {
  return fields.has('ItemProcessor') ? 'ItemProcessor' : 'Iterator';
}

function readLabel({ fields }: ReadingPlace): MapState['label'] {
  const node = nodeOf(fields, 'Label');
  return node?.kind === 'string' ? { value: node.value, range: node.range } : undefined;
}

function readItemReader(owner: ReadingPlace): ItemReader | undefined {
  const place = partOf(owner, 'ItemReader');
  if (place === undefined) return undefined;
  const config = partOf(place, 'ReaderConfig');
  return {
    resource: requiredText(place, 'Resource', place.range),
    parameters: readTemplateField(place, place.language === 'JSONata' ? 'Arguments' : 'Parameters'),
    config: readReaderConfig(config?.fields ?? fieldsIn(undefined, 'ReaderConfig')),
    maxItems: config && readNumber(config, 'MaxItems'),
    range: place.range,
  };
}

function readReaderConfig(fields: ReadingPlace['fields']): ReaderConfig {
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
  const config = configOf(place.fields, 'WriterConfig', 'WriterConfig');
  return {
    resource: place.fields.has('Resource') ? requiredText(place, 'Resource', place.range) : undefined,
    parameters: readTemplateField(place, place.language === 'JSONata' ? 'Arguments' : 'Parameters'),
    transformation: textOf(config, 'Transformation'),
    outputType: textOf(config, 'OutputType'),
    range: place.range,
  };
}

function configOf(fields: ReadingPlace['fields'], name: string, object: ObjectName): ReadingPlace['fields'] {
  return fieldsIn(objectOf(nodeOf(fields, name)), object);
}

/** An object field of the same name as its table, as a place to read from; undefined when it is no object. */
function partOf(
  owner: ReadingPlace,
  name: 'ItemReader' | 'ReaderConfig' | 'ItemBatcher' | 'ResultWriter',
): (ReadingPlace & { readonly range: Scope['node']['range'] }) | undefined {
  const node = objectOf(nodeOf(owner.fields, name));
  return (
    node && {
      fields: fieldsIn(node, name),
      language: owner.language,
      location: `${owner.location}/${name}`,
      prefix: `${owner.prefix}${name}/`,
      range: node.range,
    }
  );
}
