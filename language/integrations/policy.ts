import type { Json } from '../json.ts';
import { objectOf } from '../json.ts';
import type { StateMachine } from '../model/stateMachine.ts';
import type { Catalogue } from './catalogue.ts';
import { parseResource } from './resource.ts';
import type { PolicyPlace } from './resourceTemplate.ts';
import type { Condition, Grant, Remark } from './statePermissions.ts';
import { statePermissions } from './statePermissions.ts';

export interface PolicyOptions {
  readonly place: PolicyPlace;
  /** What else the role is for, beyond the states themselves. */
  readonly alsoFor?: ReadonlySet<'logging' | 'tracing' | 'redrive'>;
}

/** The policy of a state machine's role, with the reason for every statement. */
export interface Policy {
  /** Empty when the role needs no permission; the remarks then say so. */
  readonly statements: readonly PolicyStatement[];
  readonly remarks: readonly Remark[];
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Sorted, like the resources. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: Condition | undefined;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  /** Undefined for what the whole state machine needs. */
  readonly state: string | undefined;
  /** `calls sqs:sendMessage`. */
  readonly text: string;
  /** The parameter that is computed, so that the statement is wider than this state may need. */
  readonly widenedBy: string | undefined;
}

/** What the role of this state machine must be allowed, and nothing beyond it as far as the definition tells. */
export async function policyFor(machine: StateMachine, catalogue: Catalogue, options: PolicyOptions): Promise<Policy> {
  const { place, alsoFor } = options;
  const redrive = alsoFor?.has('redrive') ? 'redrive' : undefined;
  const parts = await Promise.all(
    machine.states.map((state) => statePermissions(state, { catalogue, place, redrive })),
  );
  const grants = parts.flatMap((part) => part.grants);
  const remarks = parts.flatMap((part) => part.remarks);
  const whole = [...(alsoFor?.has('logging') ? [logging] : []), ...(alsoFor?.has('tracing') ? [tracing] : [])];
  const statements = statementsOf([...grants, ...whole]);
  if (statements.length > 0) return { statements, remarks };
  if (machine.states.some((state) => state.type === 'Task' && !isActivity(state.resource))) {
    return { statements, remarks: [...remarks, nothingNeeded] };
  }
  return { statements: [denyAll], remarks };
}

/** Who may take the role on: Step Functions. */
export const trustPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
} as const;

/** The policy as IAM reads it. */
export function policyDocument({ statements }: Policy): Json {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ effect, actions, resources, condition }) => ({
      Effect: effect,
      Action: actions,
      Resource: resources,
      ...(condition && { Condition: conditionDocument(condition) }),
    })),
  };
}

/** A condition as IAM writes it: one value stands alone. */
export function conditionDocument(condition: Condition): Json {
  const single = (values: readonly string[]): Json => (values.length === 1 ? (values[0] ?? '') : values);
  return objectOf(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      objectOf(Object.entries(keys).map(([key, values]) => [key, single(values)])),
    ]),
  );
}

/**
 * Resources that are allowed the same actions, under the same condition, share a statement. Every service has
 * statements of its own, so that each reason goes for all of its statement.
 */
function statementsOf(grants: readonly Grant[]): PolicyStatement[] {
  const single = grants.flatMap((grant) => grant.resources.map((resource) => ({ resource, grant })));
  const byResource = grouped(single, ({ resource, grant }) =>
    JSON.stringify([resource, grant.condition, prefixOf(grant)]),
  );
  const rows = byResource.map((row) => ({
    grants: row.map(({ grant }) => grant),
    resource: row[0].resource,
    actions: sorted(row.flatMap(({ grant }) => grant.actions)),
    condition: row[0].grant.condition,
  }));
  return grouped(rows, ({ actions, condition }) => JSON.stringify([actions, condition])).map((group) => ({
    effect: 'Allow',
    actions: group[0].actions,
    resources: sorted(group.map(({ resource }) => resource)),
    condition: group[0].condition,
    reasons: reasonsOf(group.flatMap((row) => row.grants)),
  }));
}

/** Items with the same key together, in the order in which the keys first appear. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

/** The service whose actions these are: `sqs`. */
function prefixOf({ actions: [first = ''] }: Grant): string {
  return first.slice(0, first.indexOf(':'));
}

function reasonsOf(grants: readonly Grant[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { state, because: text, widenedBy } of grants) {
    reasons.set(JSON.stringify([state, text, widenedBy]), { state, text, widenedBy });
  }
  return [...reasons.values()];
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function isActivity(resource: { readonly value: string } | { readonly kind: 'broken' }): boolean {
  return 'value' in resource && parseResource(resource.value).kind === 'activity';
}

const nothingNeeded: Remark = {
  kind: 'noStatement',
  state: undefined,
  text: 'No IAM permission was found that this state machine needs.',
};

/** What a state machine gets that calls nothing: a role has to have a policy, and this one is safe. */
const denyAll: PolicyStatement = {
  effect: 'Deny',
  actions: ['*'],
  resources: ['*'],
  condition: undefined,
  reasons: [{ state: undefined, text: 'calls nothing that needs a permission', widenedBy: undefined }],
};

const logging: Grant = {
  actions: [
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ],
  resources: ['*'],
  condition: undefined,
  state: undefined,
  because: 'writes execution logs to CloudWatch Logs',
  widenedBy: undefined,
};

const tracing: Grant = {
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
  resources: ['*'],
  condition: undefined,
  state: undefined,
  because: 'sends traces to X-Ray',
  widenedBy: undefined,
};
