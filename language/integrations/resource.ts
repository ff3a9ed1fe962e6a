import type { TextRange } from '../text.ts';

/** How a state waits for the service: not at all, for the end of a job, or for somebody to send its token back. */
export type Pattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

/** A piece of a Resource and where it stands in the Resource's text. */
export interface ResourcePart {
  readonly text: string;
  readonly range: TextRange;
}

/** A service that Step Functions calls itself: `arn:aws:states:::sqs:sendMessage.waitForTaskToken`. */
export interface ServiceResource {
  readonly kind: 'optimised' | 'aws-sdk' | 'http';
  readonly partition: string;
  /** `sqs`; for `aws-sdk` the service behind it, such as `dynamodb`. */
  readonly service: ResourcePart;
  /** Without the pattern's suffix. Empty when nothing is typed yet. */
  readonly action: ResourcePart;
  /** What follows the action's first dot, such as `sync:2`; undefined without a dot. Not always a pattern we know. */
  readonly suffix: ResourcePart | undefined;
  /** Undefined when the suffix is none of the four patterns, a placeholder for instance. */
  readonly pattern: Pattern | undefined;
}

export interface LambdaResource {
  readonly kind: 'lambda';
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly functionName: string;
  /** Version or alias. */
  readonly qualifier: string | undefined;
}

export interface ActivityResource {
  readonly kind: 'activity';
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** What a Task's Resource asks for. `placeholder`: nothing but `${Name}`, known only when it is deployed. */
export type Resource =
  | ServiceResource
  | LambdaResource
  | ActivityResource
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'unknown'; readonly reason: 'notAnArn' | 'otherService' };

/**
 * Reads a Task's Resource, or that of an ItemReader or ResultWriter, in any partition. Never fails:
 * a text that is not understood reads as `unknown`. `${Placeholders}` stand for themselves in any part.
 */
export function parseResource(text: string): Resource {
  if (isPlaceholder(text)) return { kind: 'placeholder' };
  const parts = splitArn(text);
  const [arn, partition, service, region, account, ...rest] = parts;
  const [first, second, third] = rest;
  if (!arn || !partition || !service || !region || !account || !first || arn.text !== 'arn') {
    return { kind: 'unknown', reason: 'notAnArn' };
  }
  const place = { partition: partition.text, region: region.text, account: account.text };
  if (service.text === 'lambda' && first.text === 'function' && second) {
    return { kind: 'lambda', ...place, functionName: second.text, qualifier: third?.text };
  }
  if (service.text !== 'states') return { kind: 'unknown', reason: 'otherService' };
  if (first.text === 'activity' && second) return { kind: 'activity', ...place, name: second.text };
  return readService(text, partition.text, rest);
}

/** The Resource that calls an action: the inverse of `parseResource`. */
export function resourceArn(
  kind: ServiceResource['kind'],
  service: string,
  action: string,
  pattern: Pattern = 'requestResponse',
  partition = 'aws',
): string {
  const suffix = pattern === 'requestResponse' ? '' : `.${pattern}`;
  return `arn:${partition}:states:::${kind === 'aws-sdk' ? 'aws-sdk:' : ''}${service}:${action}${suffix}`;
}

/** Is the text nothing but one `${Placeholder}`? */
export function isPlaceholder(text: string): boolean {
  return /^\$\{[^{}]*\}$/.test(text);
}

/** Does a template or a tool fill in some of this text before AWS sees it? */
export function hasPlaceholder(text: string): boolean {
  return /\$\{[^{}]*\}/.test(text);
}

function readService(text: string, partition: string, rest: readonly ResourcePart[]): Resource {
  const sdk = rest[0]?.text === 'aws-sdk';
  const [service, start] = sdk ? [rest[1], rest[2]] : [rest[0], rest[1]];
  if (!service) return { kind: 'unknown', reason: 'otherService' };
  const at = start?.range.start ?? text.length;
  const dot = firstDot(text, at);
  const suffix = dot < text.length ? part(text, dot + 1, text.length) : undefined;
  const kind = sdk ? 'aws-sdk' : service.text === 'http' ? 'http' : 'optimised';
  return { kind, partition, service, action: part(text, at, dot), suffix, pattern: patternOf(suffix?.text) };
}

function patternOf(suffix: string | undefined): Pattern | undefined {
  switch (suffix) {
    case undefined:
      return 'requestResponse';
    case 'sync':
    case 'sync:2':
    case 'waitForTaskToken':
      return suffix;
    default:
      return undefined;
  }
}

/** The parts between colons; a colon inside `${AWS::Region}` separates nothing. */
function splitArn(text: string): ResourcePart[] {
  const parts: ResourcePart[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(/\$\{[^{}]*\}|:/g)) {
    if (found !== ':') continue;
    parts.push(part(text, start, index));
    start = index + 1;
  }
  return [...parts, part(text, start, text.length)];
}

/** The offset of the first dot outside placeholders, or the end. */
function firstDot(text: string, from: number): number {
  for (const { 0: found, index } of text.matchAll(/\$\{[^{}]*\}|\./g)) {
    if (found === '.' && index >= from) return index;
  }
  return text.length;
}

function part(text: string, start: number, end: number): ResourcePart {
  return { text: text.slice(start, end), range: { start, end } };
}
