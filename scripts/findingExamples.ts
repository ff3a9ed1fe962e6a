import type { FindingCode } from '../language/checks/codes.ts';
import type { WorkflowType } from '../language/checks/report.ts';

/** A definition that shows one finding, and no other. Codes that a definition alone cannot show have none. */
export interface FindingExample {
  readonly definition: string;
  readonly type?: WorkflowType;
  /** The text is the point: no JSON, or JSON that would lose it. */
  readonly verbatim?: true;
}

const start = '"StartAt": "A"';

/** A machine of one state, `A`. */
function oneState(state: string, ...more: readonly string[]): string {
  return machine(`"A": ${state}`, ...more);
}

function machine(states: string, ...more: readonly string[]): string {
  return `{ ${[...more, start].join(', ')}, "States": { ${states} } }`;
}

const jsonata = '"QueryLanguage": "JSONata"';
const invoke = '"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"';
const parameters = '"Parameters": { "FunctionName": "f" }';
const inner = '{ "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } }';
const distributed =
  '{ "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } }, "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" } }';
const succeed = '{ "Type": "Succeed" }';

function labelled(label: string, next: string, processor = distributed): string {
  return `{ "Type": "Map", "Label": "${label}", "ItemProcessor": ${processor}, ${next} }`;
}

export const findingExamples: Readonly<Partial<Record<FindingCode, FindingExample>>> = {
  INVALID_JSON_DESCRIPTION: { definition: oneState('{ "Type": "Succeed", }'), verbatim: true },
  SCHEMA_VALIDATION_FAILED: { definition: oneState('{ "Type": "Wait", "Seconds": -1, "End": true }') },
  INVALID_RESOURCE: { definition: oneState('{ "Type": "Task", "Resource": "my-function", "End": true }') },
  MISSING_TRANSITION_TARGET: { definition: machine(`"A": { "Type": "Pass", "End": true }, "B": ${succeed}`) },
  MISSING_END_STATE: {
    definition: machine('"A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "Next": "A" }'),
  },
  DUPLICATE_STATE_NAME: {
    definition: oneState(`{ "Type": "Parallel", "Branches": [${inner}, ${inner}], "End": true }`),
  },
  INVALID_STATE_NAME: {
    definition: `{ "StartAt": "", "States": { "": ${succeed} } }`,
  },
  DUPLICATE_LABEL_NAME: {
    definition: machine(
      `"A": ${labelled('Orders', '"Next": "C"')}, "C": ${labelled('Orders', '"End": true', distributed.replaceAll('"B"', '"D"'))}`,
    ),
  },
  INVALID_LABEL_NAME: { definition: oneState(labelled('my orders', '"End": true')) },
  TOO_DEEPLY_NESTED: {
    definition: oneState(`{ "Type": "Pass", "Result": ${'['.repeat(1001)}${']'.repeat(1001)}, "End": true }`),
  },
  INVALID_JSONATA_EXPRESSION: {
    definition: oneState('{ "Type": "Pass", "Output": "{% 1 + %}", "End": true }', jsonata),
  },
  UNSUPPORTED_JSONATA_EXPRESSION: {
    definition: oneState('{ "Type": "Pass", "Output": "{% order.total %}", "End": true }', jsonata),
  },
  NO_DOLLAR: { definition: oneState('{ "Type": "Pass", "Parameters": { "id": "$.id" }, "End": true }') },
  NO_PATH: {
    definition: oneState('{ "Type": "Pass", "Output": { "id.$": "{% $states.input.id %}" }, "End": true }', jsonata),
  },
  PASS_RESULT_IS_STATIC: { definition: oneState('{ "Type": "Pass", "Result": { "id.$": "$.id" }, "End": true }') },
  'hint.json-comment': { definition: `// a comment\n${oneState(succeed)}`, verbatim: true },
  'hint.duplicate-key': {
    definition: oneState('{ "Type": "Pass", "Comment": "a", "Comment": "b", "End": true }'),
    verbatim: true,
  },
  'hint.no-end-state': {
    definition: oneState(
      '{ "Type": "Parallel", "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Wait", "Seconds": 1, "Next": "B" } } }], "End": true }',
    ),
  },
  'hint.endless-loop': {
    definition: machine(
      `"A": { "Type": "Choice", "Choices": [{ "Variable": "$.done", "BooleanEquals": true, "Next": "B" }], "Default": "C" }, "B": ${succeed}, "C": { "Type": "Wait", "Seconds": 1, "Next": "C" }`,
    ),
  },
  'hint.no-default': {
    definition: machine(
      `"A": { "Type": "Choice", "Choices": [{ "Variable": "$.x", "NumericEquals": 1, "Next": "B" }] }, "B": ${succeed}`,
    ),
  },
  'hint.unreachable-rule': {
    definition: machine(
      `"A": { "Type": "Choice", "Choices": [{ "Condition": true, "Next": "B" }, { "Condition": "{% $states.input.x = 1 %}", "Next": "B" }] }, "B": ${succeed}`,
      jsonata,
    ),
  },
  'hint.distributed-only': {
    definition: oneState(
      `{ "Type": "Map", "ItemBatcher": { "MaxItemsPerBatch": 10 }, "ItemProcessor": ${inner}, "End": true }`,
    ),
  },
  'hint.inline-no-effect': { definition: oneState(labelled('Orders', '"End": true', inner)) },
  'hint.reader-config': {
    definition: oneState(
      `{ "Type": "Map", "ItemProcessor": ${distributed}, "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "b", "Key": "k" }, "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVHeaders": ["id"] } }, "End": true }`,
    ),
  },
  'hint.missing-argument': {
    definition: oneState(
      '{ "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": { "MessageBody": "hello" }, "End": true }',
    ),
  },
  'hint.sdk-resource': {
    definition: oneState('{ "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:getItm", "End": true }'),
  },
  'hint.no-task-token': {
    definition: oneState(
      `{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", ${parameters}, "TimeoutSeconds": 60, "End": true }`,
    ),
  },
  'hint.no-timeout': {
    definition: oneState(
      '{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "Parameters": { "FunctionName": "f", "Payload": { "token.$": "$$.Task.Token" } }, "End": true }',
    ),
  },
  'hint.heartbeat-too-long': {
    definition: oneState(`{ ${invoke}, ${parameters}, "TimeoutSeconds": 10, "HeartbeatSeconds": 20, "End": true }`),
  },
  'hint.express-wait': {
    definition: oneState('{ "Type": "Wait", "Seconds": 600, "End": true }'),
    type: 'EXPRESS',
  },
  'hint.unknown-error': {
    definition: oneState(`{ ${invoke}, ${parameters}, "Retry": [{ "ErrorEquals": ["States.TimeOut"] }], "End": true }`),
  },
  'hint.uncatchable-error': {
    definition: machine(
      `"A": { ${invoke}, ${parameters}, "Catch": [{ "ErrorEquals": ["States.Runtime"], "Next": "B" }], "End": true }, "B": ${succeed}`,
    ),
  },
  'hint.unreachable-retrier': {
    definition: oneState(
      `{ ${invoke}, ${parameters}, "Retry": [{ "ErrorEquals": ["States.TaskFailed"] }, { "ErrorEquals": ["Lambda.ServiceException"] }], "End": true }`,
    ),
  },
  'hint.unreachable-catcher': {
    definition: machine(
      `"A": { ${invoke}, ${parameters}, "Catch": [{ "ErrorEquals": ["Late"], "Next": "B" }, { "ErrorEquals": ["Late"], "Next": "B" }], "End": true }, "B": ${succeed}`,
    ),
  },
  'hint.undefined-variable': {
    definition: oneState('{ "Type": "Pass", "Output": "{% $total + 1 %}", "End": true }', jsonata),
  },
  'hint.unset-variable': {
    definition: machine(
      `"A": { "Type": "Choice", "Choices": [{ "Condition": "{% $states.input.x = 1 %}", "Next": "B" }], "Default": "C" }, "B": { "Type": "Pass", "Assign": { "total": 1 }, "Next": "C" }, "C": { "Type": "Pass", "Output": "{% $total %}", "End": true }`,
      jsonata,
    ),
  },
  'hint.jsonata-function': {
    definition: oneState('{ "Type": "Pass", "Output": "{% $upper($states.input.name) %}", "End": true }', jsonata),
  },
  'hint.jsonata-arguments': {
    definition: oneState(
      '{ "Type": "Pass", "Output": "{% $uppercase($states.input.name, 1) %}", "End": true }',
      jsonata,
    ),
  },
  'hint.end-false': { definition: machine(`"A": { "Type": "Pass", "End": false, "Next": "B" }, "B": ${succeed}`) },
  'hint.jsonata-in-jsonpath': {
    definition: oneState('{ "Type": "Pass", "Parameters": { "id": "{% $states.input.id %}" }, "End": true }'),
  },
  'hint.jsonpath-in-jsonata': {
    definition: oneState('{ "Type": "Pass", "Output": { "id": "$.id" }, "End": true }', jsonata),
  },
  'hint.jsonata-delimiters': {
    definition: oneState('{ "Type": "Pass", "Output": "Hello {% $states.input.name %}", "End": true }', jsonata),
  },
};
