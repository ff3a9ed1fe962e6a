import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import type { ActionMember, IntegrationAction } from './integrationAction.ts';
import { inOrder } from './integrationAction.ts';
import type { Pattern } from './resource.ts';
import type { ValueType } from './valueType.ts';

/** An optimised service with everything that is known of it. */
export interface OptimisedService {
  readonly id: string;
  readonly label: string;
  readonly errorPrefix: string;
  readonly actions: ReadonlyMap<string, OptimisedAction>;
}

export interface OptimisedAction extends IntegrationAction {
  /** The AWS SDK integration that does the same, `sqs:sendMessage`: it knows the insides of the members. */
  readonly api: string | undefined;
  /** Members whose insides are passed on as written instead of in PascalCase. */
  readonly asWritten: readonly string[];
  /** Header names that may not be set; `*` stands for anything. */
  readonly reservedHeaders: readonly string[];
  /** Inner members that keep the API's own name, `BOOL` where AWS SDK integrations say `Bool`; by the latter. */
  readonly memberNames: Readonly<Record<string, string>>;
  readonly permissions: ActionPermissions;
}

/** What the role needs for an action. */
export interface ActionPermissions {
  readonly always: readonly Permission[];
  /** Beyond that, to wait for the end of the job: to look after it, and to cancel it. */
  readonly toWait: readonly Permission[];
  /** The EventBridge rule through which Step Functions hears of the end of the job. */
  readonly managedRule: string | undefined;
  /** What else may be needed that a definition does not tell. */
  readonly byHand: string | undefined;
}

export interface Permission {
  readonly allow: readonly string[];
  readonly on: readonly ResourceTemplate[];
  /** Operator, then key, then value. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, ResourceTemplate>>>>;
}

/**
 * A resource in terms of the place, `{region}`, and of the task's parameters, `{TableName}`.
 * The forms are explained in catalogue/README.md.
 */
export type ResourceTemplate =
  | string
  | {
      readonly arn: string;
      /** When a parameter is computed; `*` if not given. */
      readonly otherwise?: string | readonly string[];
      /** When the parameter is missing. */
      readonly absent?: string;
      /** Stands for missing parameters when there are several. */
      readonly missing?: string;
      /** Nothing when the parameter is missing. */
      readonly optional?: boolean;
      /** Only when the parameter has one of these values. */
      readonly when?: Readonly<Record<string, readonly string[]>>;
      /** Takes a parameter's value apart: pieces in braces become names of the template; `{rest*}` takes slashes too. */
      readonly from?: Readonly<Record<string, string | readonly string[]>>;
    };

/** What catalogue/optimised holds of an action. */
interface ActionFacts {
  readonly summary: string;
  readonly api?: string;
  readonly patterns: readonly Pattern[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly unconfirmed?: readonly string[];
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly docs: Readonly<Record<string, string>>;
  readonly oneOf?: readonly string[];
  readonly asWritten?: readonly string[];
  readonly token?: string;
  readonly reservedHeaders?: readonly string[];
  readonly errors?: readonly string[];
  readonly starter: JsonObject;
  readonly callbackStarter?: JsonObject;
  readonly responses: Readonly<Partial<Record<Pattern, JsonObject>>>;
  readonly metadata: boolean;
  readonly permissions: readonly Permission[];
  readonly permissionsToWait?: readonly Permission[];
  readonly managedRule?: string;
  readonly byHand?: string;
}

interface ServiceFacts {
  readonly label: string;
  readonly errorPrefix: string;
  readonly notes?: readonly string[];
  readonly errors: readonly string[];
  readonly memberNames?: Readonly<Record<string, string>>;
  readonly actions: Readonly<Record<string, ActionFacts>>;
}

/** Reads the packed facts of all optimised services. */
export function readOptimised(packed: Json): ReadonlyMap<string, OptimisedService> {
  const services = (isObject(packed) ? packed : {}) as unknown as Readonly<Record<string, ServiceFacts>>;
  return new Map(
    Object.entries(services).map(([id, facts]) => {
      const { label, errorPrefix } = facts;
      const actions = Object.entries(facts.actions).map(([name, action]) => [
        name,
        readAction(id, facts, name, action),
      ]);
      return [id, { id, label, errorPrefix, actions: new Map(actions as [string, OptimisedAction][]) }];
    }),
  );
}

function readAction(id: string, service: ServiceFacts, name: string, facts: ActionFacts): OptimisedAction {
  return {
    kind: id === 'http' ? 'http' : 'optimised',
    service: id,
    serviceLabel: service.label,
    name,
    doc: `${facts.summary}.`,
    notes: service.notes ?? [],
    patterns: facts.patterns,
    members: inOrder(membersOf(facts)),
    oneOf: facts.oneOf ?? [],
    tokenMember: facts.token,
    errors: facts.errors ?? service.errors,
    starter: (pattern) =>
      pattern === 'waitForTaskToken' ? { ...facts.starter, ...facts.callbackStarter } : facts.starter,
    response: () => undefined,
    exampleResponse: (pattern) => exampleResponse(facts, pattern),
    api: facts.api,
    asWritten: facts.asWritten ?? [],
    reservedHeaders: facts.reservedHeaders ?? [],
    memberNames: service.memberNames ?? {},
    permissions: {
      always: facts.permissions,
      toWait: facts.permissionsToWait ?? [],
      managedRule: facts.managedRule,
      byHand: facts.byHand,
    },
  };
}

function membersOf({ parameters, docs, unconfirmed, values = {} }: ActionFacts): ActionMember[] {
  return Object.entries(parameters).map(([written, type]) => {
    const name = written.replace('!', '');
    const choices = Object.hasOwn(values, name) ? values[name] : undefined;
    return {
      name,
      required: written.endsWith('!'),
      type: choices ? { kind: 'string', values: choices } : typeNamed(type),
      doc: Object.hasOwn(docs, name) ? docs[name] : undefined,
      confirmed: !unconfirmed?.includes(name),
    };
  });
}

/** `list<object>`, `map<list<string>>`, `string`. */
function typeNamed(text: string): ValueType {
  const [, container, inside = ''] = /^(list|map)<(.*)>$/.exec(text) ?? [];
  if (container === 'list') return { kind: 'list', item: typeNamed(inside) };
  if (container === 'map') return { kind: 'map', value: typeNamed(inside) };
  return { kind: text } as ValueType;
}

function exampleResponse({ responses, metadata }: ActionFacts, pattern: Pattern): Json {
  if (pattern === 'waitForTaskToken') return {};
  const response = responses[pattern] ?? responses.requestResponse ?? {};
  return metadata && pattern === 'requestResponse' ? { ...response, ...sdkMetadata } : response;
}

/** What the older integrations add to the response of the service. */
const sdkMetadata: JsonObject = {
  SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 },
  SdkResponseMetadata: { RequestId: '01234567-89ab-cdef-0123-456789abcdef' },
};
