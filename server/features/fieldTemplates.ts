import type { IntegrationAction } from '../../language/integrations/integrationAction.ts';
import { retrier } from '../../language/integrations/snippet.ts';
import type { Json, JsonObject } from '../../language/json.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import type { ObjectKind } from '../cursor.ts';
import { choiceTemplates } from './choiceTemplates.ts';

/** Fields that say one thing together. `${name}` is for the author to fill in. */
export interface FieldTemplate {
  readonly label: string;
  /** The objects that can have them. */
  readonly in: readonly ObjectKind[];
  readonly distributedOnly?: true;
  /** Only where a token is waited for. */
  readonly callbackOnly?: true;
  readonly fields: JsonObject;
}

const calling = ['Task', 'Parallel', 'Map'] as const;
const working = [...calling, 'Pass'] as const;
const moving = ['Pass', 'Wait', 'Choice'] as const;

/** What is offered in an object, in a query language, for what the state calls. */
export function fieldTemplates(
  language: QueryLanguage,
  action: IntegrationAction | undefined,
): readonly FieldTemplate[] {
  const own = language === 'JSONPath' ? jsonPathTemplates : jsonataTemplates;
  return [
    ...errorTemplates(language, action),
    ...timeTemplates(language),
    ...own,
    ...choiceTemplates(language),
    ...mapTemplates(language),
    ...contextTemplates(language),
  ];
}

function errorTemplates(language: QueryLanguage, action: IntegrationAction | undefined): readonly FieldTemplate[] {
  const kept: JsonObject =
    language === 'JSONPath'
      ? { ResultPath: '$.error' }
      : { Output: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}" };
  const catcher = (...errors: string[]): Json => [{ ErrorEquals: errors, ...kept, Next: '${HandlerState}' }];
  const every = { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 };
  const named = action?.errors.find((error) => !error.startsWith('States.') && !error.includes('<'));
  return [
    { label: 'Retry: any error', in: calling, fields: { Retry: [every] } },
    ...(action
      ? [{ label: 'Retry: passing errors of the service', in: calling, fields: { Retry: [retrier(action)] } }]
      : []),
    { label: 'Catch: any error', in: calling, fields: { Catch: catcher('States.ALL') } },
    { label: 'Catch: one error', in: calling, fields: { Catch: catcher(named ?? 'States.TaskFailed') } },
  ];
}

function timeTemplates(language: QueryLanguage): readonly FieldTemplate[] {
  const fromInput: JsonObject =
    language === 'JSONPath'
      ? { TimeoutSecondsPath: '$.timeout', HeartbeatSecondsPath: '$.heartbeat' }
      : { TimeoutSeconds: '{% $states.input.timeout %}', HeartbeatSeconds: '{% $states.input.heartbeat %}' };
  const account = { RoleArn: 'arn:aws:iam::123456789012:role/example' };
  return [
    { label: 'Timeout and heartbeat', in: ['Task'], fields: { TimeoutSeconds: 3600, HeartbeatSeconds: 300 } },
    { label: 'Timeout and heartbeat from the input', in: ['Task'], fields: fromInput },
    { label: 'Credentials: role of another account', in: ['Task'], fields: { Credentials: account } },
  ];
}

const jsonPathTemplates: readonly FieldTemplate[] = [
  { label: 'Result: beside the input', in: working, fields: { ResultPath: '$.result' } },
  { label: 'Result: dropped', in: working, fields: { ResultPath: null } },
  { label: 'Result: parts of it', in: calling, fields: { ResultSelector: { 'part.$': '$.part' } } },
  { label: 'Assign: from the result', in: calling, fields: { Assign: { 'name.$': '$.part' } } },
  { label: 'Assign: from the input', in: moving, fields: { Assign: { 'name.$': '$.part' } } },
];

const jsonataTemplates: readonly FieldTemplate[] = [
  {
    label: 'Result: beside the input',
    in: calling,
    fields: { Output: "{% $merge([$states.input, {'result': $states.result}]) %}" },
  },
  { label: 'Result: dropped', in: calling, fields: { Output: '{% $states.input %}' } },
  { label: 'Result: parts of it', in: calling, fields: { Output: { part: '{% $states.result.part %}' } } },
  { label: 'Assign: from the result', in: calling, fields: { Assign: { name: '{% $states.result.part %}' } } },
  { label: 'Assign: from the input', in: moving, fields: { Assign: { name: '{% $states.input.part %}' } } },
];

function mapTemplates(language: QueryLanguage): readonly FieldTemplate[] {
  const arguments_ = language === 'JSONPath' ? 'Parameters' : 'Arguments';
  const item: JsonObject =
    language === 'JSONPath'
      ? { 'index.$': '$$.Map.Item.Index', 'value.$': '$$.Map.Item.Value' }
      : { index: '{% $states.context.Map.Item.Index %}', value: '{% $states.context.Map.Item.Value %}' };
  const object = 'arn:aws:states:::s3:getObject';
  const reader = (label: string, config: JsonObject, key: string): FieldTemplate => ({
    ...distributed(`Reader: ${label}`),
    fields: { ItemReader: { Resource: object, ReaderConfig: config, [arguments_]: { Bucket: 'bucket', Key: key } } },
  });
  return [
    { label: 'Items with their index', in: ['Map'], fields: { ItemSelector: item } },
    { ...distributed('Batches of items'), fields: { ItemBatcher: { MaxItemsPerBatch: 100 } } },
    {
      ...distributed('Batches of items, with something for each batch'),
      fields: { ItemBatcher: { MaxItemsPerBatch: 100, BatchInput: fromContext(language, 'name', 'Execution.Name') } },
    },
    { ...distributed('Tolerated failures: share'), fields: { ToleratedFailurePercentage: 5 } },
    { ...distributed('Tolerated failures: number'), fields: { ToleratedFailureCount: 10 } },
    reader('lines of a CSV file', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, 'items.csv'),
    reader('a JSON file', { InputType: 'JSON' }, 'items.json'),
    reader('lines of JSON', { InputType: 'JSONL' }, 'items.jsonl'),
    reader('an S3 inventory', { InputType: 'MANIFEST' }, 'manifest.json'),
    {
      ...distributed('Reader: objects of a bucket'),
      fields: {
        ItemReader: {
          Resource: 'arn:aws:states:::s3:listObjectsV2',
          [arguments_]: { Bucket: 'bucket', Prefix: 'items/' },
        },
      },
    },
    {
      ...distributed('Writer: to a bucket'),
      fields: {
        ResultWriter: {
          Resource: 'arn:aws:states:::s3:putObject',
          [arguments_]: { Bucket: 'bucket', Prefix: 'results' },
        },
      },
    },
    {
      ...distributed('Writer: outputs alone, as lines of JSON'),
      fields: {
        ResultWriter: {
          Resource: 'arn:aws:states:::s3:putObject',
          WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
          [arguments_]: { Bucket: 'bucket', Prefix: 'results' },
        },
      },
    },
  ];
}

function distributed(label: string): Pick<FieldTemplate, 'label' | 'in' | 'distributedOnly'> {
  return { label, in: ['Map'], distributedOnly: true };
}

/** What a payload can have from the context object. */
function contextTemplates(language: QueryLanguage): readonly FieldTemplate[] {
  return [
    {
      label: 'Task token',
      in: ['Free'],
      callbackOnly: true,
      fields: fromContext(language, 'TaskToken', 'Task.Token'),
    },
    {
      label: 'Execution: id, name and start',
      in: ['Free'],
      fields: {
        ...fromContext(language, 'ExecutionId', 'Execution.Id'),
        ...fromContext(language, 'ExecutionName', 'Execution.Name'),
        ...fromContext(language, 'ExecutionStartTime', 'Execution.StartTime'),
      },
    },
  ];
}

/** A member whose value is one of the context object. */
function fromContext(language: QueryLanguage, name: string, member: string): JsonObject {
  return language === 'JSONPath' ? { [`${name}.$`]: `$$.${member}` } : { [name]: `{% $states.context.${member} %}` };
}
