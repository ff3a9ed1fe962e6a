import type { Catalogue } from '../language/integrations/catalogue.ts';
import type { TypedMember, ValueType } from '../language/integrations/valueType.ts';
import { isArray, isObject, type Json, member } from '../language/json.ts';
import { type TaskKind, taskKindOf } from './interpreter/resource.ts';

/**
 * Compares a mocked result with what the service answers, as TestState does: the first problem in AWS's words.
 * PRESENT looks only at the members that are there. What the catalogue does not know is not judged.
 */
export async function checkMockResult(
  catalogue: Catalogue,
  resource: string,
  result: Json,
  mode: 'STRICT' | 'PRESENT',
): Promise<string | undefined> {
  const call = describedBy(taskKindOf(resource));
  const service = call && (await catalogue.sdkService(call.service));
  const members = service?.action(call?.action ?? '')?.response('requestResponse');
  return members && membersProblem(members, result, mode);
}

/** The operation whose answer a task's result is; undefined where AWS does not look at results. */
function describedBy(task: TaskKind): { readonly service: string; readonly action: string } | undefined {
  if (task.kind !== 'service' || task.pattern === 'waitForTaskToken') return undefined;
  const [action = ''] = task.resource.split('.');
  if (task.resourceType.startsWith('aws-sdk:')) return { service: task.resourceType.slice('aws-sdk:'.length), action };
  const service = sdkNames[task.resourceType] ?? task.resourceType;
  if (task.pattern === 'requestResponse') return unjudged.has(service) ? undefined : { service, action };
  const description = descriptions[`${service}:${action}`];
  return description === undefined ? undefined : { service, action: description };
}

/** Optimised integrations that the SDK knows under another name. */
const sdkNames: Readonly<Record<string, string>> = {
  states: 'sfn',
  events: 'eventbridge',
  elasticmapreduce: 'emr',
  'emr-containers': 'emrcontainers',
  'emr-serverless': 'emrserverless',
  bedrock: 'bedrockruntime',
};

const unjudged = new Set(['http', 'apigateway', 'eks']);

/** What `.sync` answers: the description of the finished job. */
const descriptions: Readonly<Record<string, string>> = {
  'sfn:startExecution': 'describeExecution',
  'athena:startQueryExecution': 'getQueryExecution',
  'glue:startJobRun': 'getJobRun',
  'sagemaker:createTrainingJob': 'describeTrainingJob',
  'sagemaker:createTransformJob': 'describeTransformJob',
  'sagemaker:createProcessingJob': 'describeProcessingJob',
  'sagemaker:createHyperParameterTuningJob': 'describeHyperParameterTuningJob',
  'sagemaker:createLabelingJob': 'describeLabelingJob',
};

function membersProblem(members: readonly TypedMember[], value: Json, mode: 'STRICT' | 'PRESENT'): string | undefined {
  if (!isObject(value)) return undefined;
  for (const { name, required, type } of members) {
    const found = member(value, name);
    if (found === undefined && required && mode === 'STRICT') return `Required field '${name}' is missing`;
    const problem = found === undefined ? undefined : valueProblem(name, type, found, mode);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function valueProblem(name: string, type: ValueType, value: Json, mode: 'STRICT' | 'PRESENT'): string | undefined {
  const mustBe = (what: string, is: boolean) => (is ? undefined : `Field '${name}' must be ${what}`);
  switch (type.kind) {
    case 'string':
      if (typeof value === 'string' && type.values && !type.values.includes(value))
        return `Field '${name}' is not an expected value`;
      return mustBe('a string', typeof value === 'string');
    case 'timestamp':
      return mustBe('a string', typeof value === 'string');
    case 'blob':
      // The payload of a function is whatever the function gives.
      return name === 'Payload' ? undefined : mustBe('a string', typeof value === 'string');
    case 'integer':
    case 'number':
      return mustBe('a number', typeof value === 'number');
    case 'boolean':
      return mustBe('a boolean', typeof value === 'boolean');
    case 'list':
      if (!isArray(value)) return mustBe('an array', false);
      return firstProblem(value, (item) => valueProblem(name, type.item, item, mode));
    case 'map':
      if (!isObject(value)) return mustBe('an object', false);
      return firstProblem(Object.values(value), (item) => valueProblem(name, type.value, item, mode));
    case 'structure':
      return isObject(value) ? membersProblem(type.members(), value, mode) : mustBe('an object', false);
    case 'object':
      return mustBe('an object', isObject(value));
    case 'json':
      return undefined;
    default:
      return type satisfies never;
  }
}

function firstProblem(values: readonly Json[], problemOf: (value: Json) => string | undefined): string | undefined {
  for (const value of values) {
    const problem = problemOf(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
