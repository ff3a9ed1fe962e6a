import { nearest } from '../nearest.ts';
import { optimisedTable } from './optimisedTable.ts';
import type { Pattern, Resource, ServiceResource } from './resource.ts';
import { hasPlaceholder } from './resource.ts';

/** What the generated table holds of a service. */
export interface OptimisedFacts {
  /** The service as people call it: `Amazon SQS`. */
  readonly label: string;
  /** What the names of its errors begin with: `SQS` in `SQS.AmazonSQSException`. */
  readonly errorPrefix: string;
  readonly actions: Readonly<Record<string, OptimisedActionFacts>>;
}

export interface OptimisedActionFacts {
  /** In Express workflows only `requestResponse` of these. */
  readonly patterns: readonly Pattern[];
  readonly required: readonly string[];
  /** One of these parameters is needed. */
  readonly oneOf?: readonly string[];
}

/** What is wrong with a Resource that names an optimised integration, or asks for too much of one. */
export type ResourceProblem =
  | { readonly kind: 'unknownService'; readonly name: string; readonly nearest: string | undefined }
  | { readonly kind: 'unknownAction'; readonly name: string; readonly nearest: string | undefined }
  | { readonly kind: 'unknownPattern'; readonly name: string; readonly supported: readonly Pattern[] }
  | { readonly kind: 'unsupportedPattern'; readonly name: string; readonly supported: readonly Pattern[] };

/** The optimised services by name: small, always there. Their parameters and texts are in the `Catalogue`. */
export const optimisedServices: ReadonlyMap<string, OptimisedFacts> = new Map(Object.entries(optimisedTable));

/** Where a distributed Map may read its items and write its results. */
export const readerResources = ['s3:getObject', 's3:listObjectsV2'] as const;
export const writerResources = ['s3:putObject'] as const;

export function optimisedAction(service: string, action: string): OptimisedActionFacts | undefined {
  const actions = optimisedServices.get(service)?.actions;
  return actions && Object.hasOwn(actions, action) ? actions[action] : undefined;
}

/**
 * Why Step Functions would not take this Resource in a Task; undefined when it would, or when placeholders hide it.
 * Knows optimised integrations and the patterns of all; services behind `aws-sdk` are the catalogue's affair.
 */
export function problemOf(resource: Resource): ResourceProblem | undefined {
  switch (resource.kind) {
    case 'optimised':
    case 'http':
      return optimisedProblem(resource);
    case 'aws-sdk':
      return sdkProblem(resource);
    default:
      return undefined;
  }
}

/** May an Express workflow use this Resource? Express waits for nobody: no jobs, no tokens, no activities. */
export function worksInExpress(resource: Resource): boolean {
  if (resource.kind === 'activity') return false;
  return !('pattern' in resource) || resource.pattern === undefined || resource.pattern === 'requestResponse';
}

function optimisedProblem(resource: ServiceResource): ResourceProblem | undefined {
  const { service, action } = resource;
  if (hasPlaceholder(service.text)) return undefined;
  const facts = optimisedServices.get(service.text);
  if (!facts) {
    return {
      kind: 'unknownService',
      name: service.text,
      nearest: nearest(service.text, optimisedServices.keys()),
    };
  }
  if (hasPlaceholder(action.text)) return undefined;
  const known = optimisedAction(service.text, action.text);
  if (known) return patternProblem(resource, known.patterns);
  return { kind: 'unknownAction', name: action.text, nearest: nearest(action.text, Object.keys(facts.actions)) };
}

/** Which services and actions there are is not known here; that an action is named, and not in upper case, is. */
function sdkProblem(resource: ServiceResource): ResourceProblem | undefined {
  const name = resource.action.text;
  if (!/^[A-Z]|^$/.test(name)) return patternProblem(resource, ['requestResponse', 'waitForTaskToken']);
  const nearest = name === '' ? undefined : name.charAt(0).toLowerCase() + name.slice(1);
  return { kind: 'unknownAction', name, nearest };
}

function patternProblem(resource: ServiceResource, supported: readonly Pattern[]): ResourceProblem | undefined {
  const { suffix, pattern } = resource;
  if (!suffix || hasPlaceholder(suffix.text)) return undefined;
  if (!pattern) return { kind: 'unknownPattern', name: suffix.text, supported };
  return supported.includes(pattern) ? undefined : { kind: 'unsupportedPattern', name: pattern, supported };
}
