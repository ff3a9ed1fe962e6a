import type { Template } from '../expressions/template.ts';
import { parseResource, type ServiceResource } from '../integrations/resource.ts';
import type { Broken, Dynamic, MapState, PassState, State, TaskState, WaitState } from '../model/stateMachine.ts';
import { shorten } from './shorten.ts';

const longest = 60;

/** The second line of a state's box: what it does in a few words, where there is something to say. */
export function describeState(state: State): string | undefined {
  const text = words(state);
  return text === undefined || text === '' ? undefined : shorten(text, longest);
}

function words(state: State): string | undefined {
  switch (state.type) {
    case 'Task':
      return task(state);
    case 'Wait':
      return wait(state);
    case 'Choice':
      return count(state.choices.length, 'rule');
    case 'Parallel':
      return count(state.branches.length, 'branch', 'branches');
    case 'Map':
      return map(state);
    case 'Pass':
      return pass(state);
    case 'Fail':
      return state.error && dynamicText(state.error);
    case 'Succeed':
      return undefined;
    case 'Broken':
      return state.reason;
  }
}

function task({ resource, timeoutSeconds }: TaskState): string {
  if ('kind' in resource) return resource.reason;
  const work = describeResource(resource.value);
  return timeoutSeconds && timeoutSeconds.kind !== 'broken' ? `${work} · within ${secondsText(timeoutSeconds)}` : work;
}

/** A resource in words: `lambda invoke · wait for callback`, `activity approve`, `lambda CheckPrice`. */
export function describeResource(text: string): string {
  const resource = parseResource(text);
  switch (resource.kind) {
    case 'lambda':
      return `lambda ${resource.functionName}`;
    case 'activity':
      return `activity ${resource.name}`;
    case 'placeholder':
    case 'unknown':
      return text;
    default:
      return [`${resource.service.text} ${resource.action.text}`, waiting(resource)].filter(Boolean).join(' · ');
  }
}

function waiting({ pattern, suffix }: ServiceResource): string | undefined {
  if (pattern === 'waitForTaskToken') return 'wait for callback';
  if (pattern === 'sync' || pattern === 'sync:2') return 'wait for completion';
  return pattern === undefined ? suffix?.text : undefined;
}

/** The service that a Task calls, such as `dynamodb`, `lambda` or `activity`; undefined when nobody can tell yet. */
export function serviceOf(state: State): string | undefined {
  if (state.type !== 'Task' || 'kind' in state.resource) return undefined;
  const resource = parseResource(state.resource.value);
  if ('service' in resource) return resource.service.text;
  return resource.kind === 'lambda' || resource.kind === 'activity' ? resource.kind : undefined;
}

/** A Task that starts an execution of another state machine, or of the same one. */
export function startsWorkflow(state: State): boolean {
  if (state.type !== 'Task' || 'kind' in state.resource) return false;
  const resource = parseResource(state.resource.value);
  if (!('service' in resource)) return false;
  const { kind, service, action } = resource;
  return kind === 'aws-sdk'
    ? service.text === 'sfn' && /^start(Sync)?Execution$/.test(action.text)
    : service.text === 'states' && action.text === 'startExecution';
}

function wait({ until }: WaitState): string {
  if (until.kind === 'broken') return until.reason;
  if (until.kind === 'timestamp') return `until ${dynamicText(until.timestamp)}`;
  return secondsText(until.seconds);
}

function secondsText(seconds: Dynamic<number>): string {
  return seconds.kind === 'literal' ? duration(seconds.value) : `${dynamicText(seconds)} seconds`;
}

/** Seconds in the largest unit that keeps them whole: `30 seconds`, `2 hours`, `1 day`. */
function duration(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, name] = units.find(([unit]) => seconds >= unit && seconds % unit === 0) ?? [1, 'second'];
  return count(seconds / size, name);
}

function map(state: MapState): string {
  const parts = [itemSource(state), concurrency(state.maxConcurrency)];
  if (state.mode === 'DISTRIBUTED') parts.unshift('distributed');
  return parts.filter((part) => part !== undefined).join(' · ');
}

function itemSource({ itemReader, items, itemsPath }: MapState): string {
  if (itemReader) {
    return 'kind' in itemReader.resource ? 'items' : `items from ${describeResource(itemReader.resource.value)}`;
  }
  if (items) return `each of ${templateText(items)}`;
  return itemsPath?.kind === 'path' ? `each of ${itemsPath.path.text}` : 'each item';
}

function concurrency(limit: Dynamic<number> | undefined): string | undefined {
  if (!limit || limit.kind === 'broken') return undefined;
  if (limit.kind !== 'literal') return `${dynamicText(limit)} at a time`;
  if (limit.value === 0) return undefined;
  return limit.value === 1 ? 'one at a time' : `${limit.value} at a time`;
}

function pass({ result, assign }: PassState): string | undefined {
  if (assign && assign.variables.length > 0) return `sets ${assign.variables.map(({ name }) => name.value).join(', ')}`;
  return result ? `gives ${shorten(JSON.stringify(result.value), 40)}` : undefined;
}

function dynamicText(value: Dynamic<string> | Dynamic<number> | Broken): string {
  switch (value.kind) {
    case 'literal':
      return String(value.value);
    case 'path':
      return value.path.text;
    case 'intrinsic':
      return value.call.text;
    case 'jsonata':
      return value.expression.text;
    case 'broken':
      return '?';
  }
}

function templateText(template: Template): string {
  if (template.kind === 'jsonata') return template.expression.text;
  if (template.kind === 'array') return count(template.items.length, 'item');
  if (template.kind === 'constant' && Array.isArray(template.value)) return count(template.value.length, 'item');
  return 'its items';
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
