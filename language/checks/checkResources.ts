import {
  optimisedAction,
  problemOf,
  type ResourceProblem,
  readerResources,
  worksInExpress,
  writerResources,
} from '../integrations/optimised.ts';
import { parseResource, type Resource } from '../integrations/resource.ts';
import type { SdkProblem } from '../integrations/sdkService.ts';
import type { TaskState } from '../model/stateMachine.ts';
import { remember } from '../remember.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import { rangeWithin, type StringNode } from '../syntax/syntaxTree.ts';
import type { Report, StateChecking } from './report.ts';

/** What Tasks, readers and writers call: the ARN, the service and action, the pattern, Express, parameters. */
export function checkResources(checking: StateChecking): void {
  if (checking.state?.type === 'Task') checkTask(checking.state, checking);
  for (const { object, fields, location } of checking.objects) {
    if (object !== 'ItemReader' && object !== 'ResultWriter') continue;
    const node = fields.get('Resource')?.member.value;
    if (node?.kind !== 'string' || hasPlaceholder(node.value)) continue;
    const allowed = object === 'ItemReader' ? readerResources : writerResources;
    checkS3(node, allowed, `${location}/Resource`, checking);
  }
}

function checkTask(state: TaskState, checking: StateChecking): void {
  const node = state.fields.get('Resource')?.member.value;
  if (node?.kind !== 'string') return;
  const resource = resourceOf(node.value);
  if (isMalformed(node.value, resource)) {
    const place = { range: node.range, location: `${state.location}/Resource` };
    checking.report('INVALID_RESOURCE', 'Value is not a valid resource ARN', place);
    return;
  }
  const problem = checking.catalogue ? checking.catalogue.problemOf(resource) : problemOf(resource);
  if (problem) reportProblem(problem, node, resource, state, checking);
  else {
    if (checking.type === 'EXPRESS') checkInExpress(resource, state, checking.report);
    checkArguments(state, resource, checking);
  }
}

/** The same few resources stand in most tasks. */
export const resourceOf = remember(parseResource, 2_000);

/** Anything in the form of an ARN may name a resource that we do not know; other text cannot. */
function isMalformed(text: string, resource: Resource): boolean {
  if (hasPlaceholder(text)) return false;
  if (resource.kind === 'lambda') {
    const { functionName, qualifier } = resource;
    if (functionName === '') return true;
    return qualifier !== undefined && !/^(?:\$LATEST(?:\.PUBLISHED)?|[\w-]+)$/.test(qualifier);
  }
  return resource.kind === 'unknown' && (resource.reason === 'notAnArn' || /^arn:[^:]*:(?:lambda|states):/.test(text));
}

function reportProblem(
  problem: ResourceProblem | SdkProblem,
  node: StringNode,
  resource: Resource,
  state: TaskState,
  checking: StateChecking,
): void {
  const location = `${state.location}/Resource`;
  if (isUnsure(problem)) reportSdk(problem, node, resource, location, checking);
  else reportUnknown(problem, node, resource, location, checking);
}

function reportUnknown(
  problem: ResourceProblem,
  node: StringNode,
  resource: Resource,
  location: string,
  checking: StateChecking,
): void {
  const message = unrecognised(node.value);
  const found = 'nearest' in problem ? problem.nearest : undefined;
  const range = partRange(problem, node, resource);
  checking.report(
    'SCHEMA_VALIDATION_FAILED',
    message,
    { range, location },
    {
      related: [{ message: explain(problem), range }],
      ...(found !== undefined && { data: { name: problem.name, nearest: found } }),
    },
  );
}

function unrecognised(arn: string): string {
  return `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
}

function isUnsure(problem: ResourceProblem | SdkProblem): problem is SdkProblem {
  return ['unconfirmedService', 'unconfirmedAction', 'excludedAction', 'retired'].includes(problem.kind);
}

function reportSdk(
  problem: SdkProblem,
  node: StringNode,
  resource: Resource,
  location: string,
  checking: StateChecking,
): void {
  const found = 'nearest' in problem ? problem.nearest : undefined;
  const message =
    problem.kind === 'retired'
      ? `AWS no longer lists “${problem.name}” among the SDK integrations.`
      : problem.kind === 'excludedAction'
        ? `Step Functions does not offer “${problem.name}” as an SDK integration.`
        : `“${problem.name}” is not known as an SDK integration${guess(found)}.`;
  checking.report(
    'hint.sdk-resource',
    message,
    { range: partRange(problem, node, resource), location },
    {
      data: { name: problem.name, ...(found !== undefined && { nearest: found }) },
    },
  );
}

function partRange(problem: ResourceProblem | SdkProblem, node: StringNode, resource: Resource): StringNode['range'] {
  if (!('service' in resource)) return node.range;
  const part =
    problem.kind === 'unknownService' || problem.kind === 'unconfirmedService'
      ? resource.service
      : problem.kind === 'unknownPattern' || problem.kind === 'unsupportedPattern'
        ? resource.suffix
        : resource.action;
  return part && part.text !== '' ? rangeWithin(node, part.range.start, part.range.end) : node.range;
}

function explain(problem: ResourceProblem): string {
  switch (problem.kind) {
    case 'unknownService':
      return `There is no integration with “${problem.name}”${guess(problem.nearest)}.`;
    case 'unknownAction':
      return `This service has no integrated action “${problem.name}”${guess(problem.nearest)}.`;
    case 'unknownPattern':
    case 'unsupportedPattern': {
      const supported = problem.supported
        .filter((pattern) => pattern !== 'requestResponse')
        .map((pattern) => `.${pattern}`);
      const list = supported.length === 0 ? 'no suffix' : supported.join(' and ');
      return `“.${problem.name}” does not exist here: this action knows ${list}.`;
    }
    default:
      return problem satisfies never;
  }
}

function guess(found: string | undefined): string {
  return found === undefined ? '' : `; is “${found}” meant?`;
}

/** What an Express workflow waits for nowhere: jobs, tokens and activities. */
export function checkInExpress(resource: Resource, state: TaskState, report: Report): void {
  const { fields, location, nameRange } = state;
  if (worksInExpress(resource)) return;
  const pattern = 'pattern' in resource ? resource.pattern : undefined;
  // AWS's own text for tokens ends in a blank.
  const what =
    pattern === undefined
      ? 'Activity ARN'
      : pattern === 'waitForTaskToken'
        ? "'.waitForTaskToken' service integration "
        : "'.sync' service integration";
  report('SCHEMA_VALIDATION_FAILED', `Express state machine does not support ${what}`, {
    range: fields.get('Resource')?.member.value?.range ?? nameRange,
    location: `${location}/Resource`,
  });
}

function checkS3(node: StringNode, allowed: readonly string[], location: string, checking: StateChecking): void {
  const match = /^arn:[\w-]+:states:::(.+)$/.exec(node.value);
  if (match?.[1] !== undefined && allowed.includes(match[1])) return;
  const message = unrecognised(node.value);
  const related = [{ message: `Here only ${allowed.join(' and ')} can be used.`, range: node.range }];
  checking.report('SCHEMA_VALIDATION_FAILED', message, { range: node.range, location }, { related });
}

/** Members that the integration needs. A template with placeholders or a computed whole may bring them. */
function checkArguments(state: TaskState, resource: Resource, checking: StateChecking): void {
  if (resource.kind !== 'optimised' && resource.kind !== 'http') return;
  const name = state.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  const value = state.fields.get(name)?.member.value;
  if (value?.kind !== 'object') return;
  const facts = optimisedAction(resource.service.text, resource.action.text);
  if (facts === undefined) return;
  const isGiven = (wanted: string) =>
    value.members.some(({ key }) => key.value === wanted || (name === 'Parameters' && key.value === `${wanted}.$`));
  const missing = facts.required.filter((wanted) => !isGiven(wanted));
  if (facts.oneOf && !facts.oneOf.some(isGiven)) missing.push(facts.oneOf.join(' or '));
  if (missing.length === 0 || value.members.some(({ key }) => hasPlaceholder(key.value))) return;
  const message = `${resource.service.text}:${resource.action.text} needs ${missing.join(', ')}.`;
  const place = {
    range: state.fields.get(name)?.member.key.range ?? state.nameRange,
    location: `${state.location}/${name}`,
  };
  checking.report('hint.missing-argument', message, place, { data: { missing: missing.join(' ') } });
}
