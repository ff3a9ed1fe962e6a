import type { FieldTable, ObjectRule } from './fields.ts';
import {
  anyState,
  assign,
  comment,
  errorHandling,
  inputPath,
  leaving,
  outputField,
  outputPath,
  resultPath,
  resultSelector,
  scope,
} from './sharedFields.ts';

const pathTo = { kind: 'referencePath', language: 'JSONPath', anyRoot: true } as const;
const distributed = { distributed: true } as const;

const items = {
  ItemsPath: {
    ...pathTo,
    default: '$',
    doc: 'Where in the input the array of items is found.',
  },
  Items: {
    kind: 'template',
    language: 'JSONata',
    expression: true,
    doc: 'The items: an array, or an expression that gives one. Without it the input is the array.',
  },
  ItemReader: {
    kind: 'object',
    of: 'ItemReader',
    ...distributed,
    doc: 'Reads the items from S3 in place of the input.',
  },
  ItemSelector: {
    kind: 'template',
    expression: true,
    excludes: ['Parameters'],
    doc: 'What each iteration gets in place of the bare item. The item is `$$.Map.Item.Value`, or `$states.context.Map.Item.Value` in JSONata.',
  },
  Parameters: { kind: 'template', language: 'JSONPath', doc: 'The old name of ItemSelector.' },
  ItemBatcher: { kind: 'object', of: 'ItemBatcher', ...distributed, doc: 'Hands several items to one iteration.' },
} satisfies FieldTable;

const work = {
  ItemProcessor: {
    kind: 'scope',
    of: 'ItemProcessor',
    excludes: ['Iterator'],
    doc: 'The states that run for each item.',
  },
  Iterator: { kind: 'scope', of: 'ItemProcessor', doc: 'The old name of ItemProcessor.' },
  MaxConcurrency: {
    kind: 'integer',
    min: 0,
    expression: true,
    excludes: ['MaxConcurrencyPath'],
    default: 0,
    doc: 'How many iterations may run at once. 0 sets no limit of its own, 1 runs them one by one in order.',
  },
  MaxConcurrencyPath: { ...pathTo, doc: 'Where the number for MaxConcurrency is found.' },
  ToleratedFailurePercentage: {
    kind: 'number',
    min: 0,
    max: 100,
    expression: true,
    ...distributed,
    excludes: ['ToleratedFailurePercentagePath'],
    default: 0,
    doc: 'The share of items that may fail before the Map fails.',
  },
  ToleratedFailurePercentagePath: {
    ...pathTo,
    ...distributed,
    doc: 'Where the number for ToleratedFailurePercentage is found.',
  },
  ToleratedFailureCount: {
    kind: 'integer',
    min: 0,
    expression: true,
    ...distributed,
    excludes: ['ToleratedFailureCountPath'],
    default: 0,
    doc: 'How many items may fail before the Map fails.',
  },
  ToleratedFailureCountPath: { ...pathTo, ...distributed, doc: 'Where the number for ToleratedFailureCount is found.' },
  Label: {
    kind: 'string',
    max: 40,
    ...distributed,
    doc: 'Names the Map Run in its ARN. Unique in the state machine; AWS makes one up when it is absent.',
  },
  ResultWriter: {
    kind: 'object',
    of: 'ResultWriter',
    ...distributed,
    doc: 'Writes the results to S3, or shapes them.',
  },
} satisfies FieldTable;

/** The Map state and what is inside it. */
export const mapFields = {
  Map: {
    doc: 'Runs the same states for each item of a list.',
    fields: {
      ...anyState,
      ...inputPath,
      ...items,
      ...work,
      ...resultSelector,
      ...resultPath,
      ...outputPath,
      ...outputField,
      ...assign,
      ...errorHandling,
      ...leaving,
    },
    oneOf: [
      ['ItemProcessor', 'Iterator'],
      ['Next', 'End'],
    ],
  },
  ItemProcessor: {
    doc: 'The states of a Map, and how they run.',
    fields: {
      ProcessorConfig: { kind: 'object', of: 'ProcessorConfig', doc: 'How the iterations run.' },
      ...comment,
      ...scope,
    },
  },
  ProcessorConfig: {
    doc: 'How the iterations of a Map run.',
    fields: {
      Mode: {
        kind: 'string',
        values: ['INLINE', 'DISTRIBUTED'],
        default: 'INLINE',
        doc: 'INLINE runs iterations inside the execution. DISTRIBUTED runs each as an execution of its own.',
      },
      ExecutionType: {
        kind: 'string',
        values: ['STANDARD', 'EXPRESS'],
        doc: 'The type of the child executions. Required for DISTRIBUTED.',
      },
    },
  },
  ItemReader: {
    doc: 'Where a distributed Map reads its items.',
    fields: {
      Resource: {
        kind: 'resource',
        required: true,
        doc: 'How to read: `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`.',
      },
      Parameters: { kind: 'template', language: 'JSONPath', doc: 'The bucket and the key or prefix to read.' },
      Arguments: {
        kind: 'template',
        language: 'JSONata',
        expression: true,
        doc: 'The bucket and the key or prefix to read.',
      },
      ReaderConfig: { kind: 'object', of: 'ReaderConfig', doc: 'The format of what is read.' },
    },
  },
  ReaderConfig: {
    doc: 'The format of the items that a distributed Map reads.',
    fields: {
      InputType: {
        kind: 'string',
        values: ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'],
        doc: 'The format of the file.',
      },
      Transformation: {
        kind: 'string',
        values: ['NONE', 'LOAD_AND_FLATTEN'],
        default: 'NONE',
        doc: 'With LOAD_AND_FLATTEN the items are those inside the listed files. Only with listObjectsV2; it needs InputType.',
      },
      ManifestType: {
        kind: 'string',
        values: ['ATHENA_DATA', 'S3_INVENTORY'],
        doc: 'What kind of manifest the file is.',
      },
      CSVHeaderLocation: {
        kind: 'string',
        values: ['FIRST_ROW', 'GIVEN'],
        doc: 'Whether the first row or CSVHeaders names the columns.',
      },
      CSVHeaders: { kind: 'strings', doc: 'The names of the columns, with CSVHeaderLocation GIVEN.' },
      CSVDelimiter: {
        kind: 'string',
        values: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'],
        default: 'COMMA',
        doc: 'What separates the columns.',
      },
      ItemsPointer: {
        kind: 'string',
        max: 2000,
        doc: 'A JSON Pointer to the array or object inside a JSON file that holds the items.',
      },
      MaxItems: {
        kind: 'integer',
        min: 0,
        max: 100_000_000,
        expression: true,
        excludes: ['MaxItemsPath'],
        doc: 'How many items to read at most. 0 sets no limit.',
      },
      MaxItemsPath: { ...pathTo, doc: 'Where the number for MaxItems is found.' },
    },
  },
  ItemBatcher: {
    doc: 'How many items a distributed Map hands to one iteration.',
    fields: {
      MaxItemsPerBatch: {
        kind: 'integer',
        min: 1,
        expression: true,
        excludes: ['MaxItemsPerBatchPath'],
        doc: 'The most items in a batch.',
      },
      MaxItemsPerBatchPath: { ...pathTo, doc: 'Where the number for MaxItemsPerBatch is found.' },
      MaxInputBytesPerBatch: {
        kind: 'integer',
        min: 1,
        max: 262_144,
        expression: true,
        excludes: ['MaxInputBytesPerBatchPath'],
        doc: 'The most bytes in a batch.',
      },
      MaxInputBytesPerBatchPath: { ...pathTo, doc: 'Where the number for MaxInputBytesPerBatch is found.' },
      BatchInput: {
        kind: 'template',
        expression: true,
        doc: 'A value that goes to every batch beside its items.',
      },
    },
    oneOf: [['MaxItemsPerBatch', 'MaxItemsPerBatchPath', 'MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath']],
  },
  ResultWriter: {
    doc: 'Where a distributed Map writes its results, and in which shape.',
    fields: {
      Resource: { kind: 'resource', doc: 'How to write: `arn:aws:states:::s3:putObject`.' },
      Parameters: { kind: 'template', language: 'JSONPath', doc: 'The bucket and prefix to write to.' },
      Arguments: {
        kind: 'template',
        language: 'JSONata',
        expression: true,
        doc: 'The bucket and prefix to write to.',
      },
      WriterConfig: { kind: 'object', of: 'WriterConfig', doc: 'The shape of the results.' },
    },
    oneOf: [['Resource', 'WriterConfig']],
  },
  WriterConfig: {
    doc: 'The shape of a distributed Map’s results.',
    fields: {
      Transformation: {
        kind: 'string',
        required: true,
        values: ['NONE', 'COMPACT', 'FLATTEN'],
        doc: 'NONE keeps each result with the data of its execution, COMPACT keeps the outputs, FLATTEN joins outputs that are arrays.',
      },
      OutputType: {
        kind: 'string',
        required: true,
        values: ['JSON', 'JSONL'],
        doc: 'One JSON array, or one value a line.',
      },
    },
  },
} satisfies Partial<Record<string, ObjectRule>>;
