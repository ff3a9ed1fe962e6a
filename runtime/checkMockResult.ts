import type { Catalogue } from '../language/integrations/catalogue.ts';
import { parseResource } from '../language/integrations/resource.ts';
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
  const problem = members && membersProblem(members, result, mode);
  if (problem !== undefined) return problem;
  const action = await catalogue.actionOf(parseResource(resource));
  const example = action?.exampleResponse('requestResponse');
  const unknown = members?.filter(({ type }) => isUnknown(type)).map(({ name }) => name) ?? [];
  if (!isObject(example) || !isObject(result)) return undefined;
  return firstProblem(unknown, (name) =>
    exampleProblem(String(name), member(example, String(name)), member(result, String(name)) ?? null),
  );
}

/** Structures of which the catalogue does not know the members. */
function isUnknown(type: ValueType): boolean {
  return type.kind === 'object' || (type.kind === 'list' && type.item.kind === 'object');
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

/** Structures known by an example alone: a member must be of the type that it has there. */
function exampleProblem(name: string, example: Json | undefined, value: Json): string | undefined {
  if (isObject(example) && isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      const problem = exampleProblem(key, member(example, key), item);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (isArray(example) && isArray(value)) return firstProblem(value, (item) => exampleProblem(name, example[0], item));
  if (typeof example === 'string' && typeof value !== 'string') return `Field '${name}' must be a string`;
  if (typeof example === 'number' && typeof value !== 'number') return `Field '${name}' must be a number`;
  return undefined;
}

function firstProblem(values: readonly Json[], problemOf: (value: Json) => string | undefined): string | undefined {
  for (const value of values) {
    const problem = problemOf(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
