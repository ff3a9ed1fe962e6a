import type { IntegrationAction } from '../../language/integrations/integrationAction.ts';
import { retrier } from '../../language/integrations/snippet.ts';
import type { Json, JsonObject } from '../../language/json.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import type { ObjectKind } from '../cursor.ts';

/** Fields that say one thing together. `${name}` is for the author to fill in. */
export interface FieldTemplate {
  readonly label: string;
  /** The objects that can have them. */
  readonly in: readonly ObjectKind[];
  readonly distributedOnly?: true;
  readonly fields: JsonObject;
}

const calling = ['Task', 'Parallel', 'Map'] as const;
const working = [...calling, 'Pass'] as const;

/** What is offered in an object, in a query language, for what the state calls. */
export function fieldTemplates(
  language: QueryLanguage,
  action: IntegrationAction | undefined,
): readonly FieldTemplate[] {
  const own = language === 'JSONPath' ? jsonPathTemplates : jsonataTemplates;
  return [...errorTemplates(language, action), ...timeTemplates(language), ...own, ...mapTemplates(language)];
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
  {
    label: 'Choice rule: text',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', StringEquals: 'text', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: number',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', NumericGreaterThan: 0, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: true or false',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', BooleanEquals: true, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: moment',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', TimestampLessThan: '2030-01-01T00:00:00Z', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: type',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', IsString: true, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: presence',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', IsPresent: true, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: not',
    in: ['ChoiceRule'],
    fields: { Not: { Variable: '$.value', IsNull: true }, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: and',
    in: ['ChoiceRule'],
    fields: {
      And: [
        { Variable: '$.value', IsPresent: true },
        { Variable: '$.value', NumericGreaterThan: 0 },
      ],
      Next: '${NextState}',
    },
  },
  {
    label: 'Choice rule: or',
    in: ['ChoiceRule'],
    fields: {
      Or: [
        { Variable: '$.value', IsNull: true },
        { Variable: '$.value', StringEquals: '' },
      ],
      Next: '${NextState}',
    },
  },
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
  {
    label: 'Choice rule: text',
    in: ['ChoiceRule'],
    fields: { Condition: "{% $states.input.value = 'text' %}", Next: '${NextState}' },
  },
  {
    label: 'Choice rule: number',
    in: ['ChoiceRule'],
    fields: { Condition: '{% $states.input.value > 0 %}', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: presence',
    in: ['ChoiceRule'],
    fields: { Condition: '{% $exists($states.input.value) %}', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: not',
    in: ['ChoiceRule'],
    fields: { Condition: '{% $not($states.input.value = 0) %}', Next: '${NextState}' },
  },
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
    { ...distributed('Tolerated failures'), fields: { ToleratedFailurePercentage: 5 } },
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
  ];
}

function distributed(label: string): Pick<FieldTemplate, 'label' | 'in' | 'distributedOnly'> {
  return { label, in: ['Map'], distributedOnly: true };
}
