import type { Json } from '../json.ts';
import { isArray, isObject, member } from '../json.ts';
import type { Policy, Reason } from './policy.ts';

/** How an existing policy differs from what is needed. */
export interface PolicyComparison {
  /** What is needed and not allowed. */
  readonly missing: readonly MissingPermission[];
  /** What is allowed and not needed. */
  readonly excess: readonly ExcessPermission[];
}

export interface MissingPermission {
  readonly action: string;
  readonly resource: string;
  readonly reasons: readonly Reason[];
}

export interface ExcessPermission {
  readonly action: string;
  readonly resource: string;
  /** `unused`: nothing needs it. `wider`: something needs a part of it. */
  readonly kind: 'unused' | 'wider';
}

interface Allowed {
  readonly effect: string;
  readonly action: string;
  readonly resource: string;
}

/**
 * Compares with the policies that `existing` holds: a policy document, a list of them, or any template or value that
 * has policy documents inside. Conditions of the existing policies are taken to be met; `NotAction` and `NotResource`
 * are not understood and allow nothing here. A `${Placeholder}` in the existing policy may be anything.
 */
export function comparePolicy(needed: Policy, existing: Json): PolicyComparison {
  const all = statementsIn(existing).flatMap(permissionsOf);
  const allowed = all.filter(({ effect }) => effect === 'Allow');
  const denied = all.filter(({ effect }) => effect === 'Deny');
  const needs = needed.statements.flatMap(({ effect, actions, resources, reasons }) =>
    effect === 'Deny' ? [] : actions.flatMap((action) => resources.map((resource) => ({ action, resource, reasons }))),
  );
  const missing = needs.filter((need) => !allowed.some(covering(need)) || denied.some(covering(need)));
  const excess = allowed.flatMap(({ action, resource }): ExcessPermission[] => {
    const used = needs.filter((need) => overlaps(action, need.action) && overlaps(resource, need.resource));
    if (used.length === 0) return [{ action, resource, kind: 'unused' }];
    const exact = used.some((need) => covers(need.action, action) && covers(need.resource, resource));
    return exact ? [] : [{ action, resource, kind: 'wider' }];
  });
  return { missing, excess };
}

/** Every policy statement inside a value, but those that say who may take a role on. */
function statementsIn(value: Json): readonly Json[] {
  if (isArray(value)) return value.flatMap(statementsIn);
  if (!isObject(value)) return [];
  const statement = member(value, 'Statement');
  if (statement !== undefined) return isArray(statement) ? statement : [statement];
  return Object.entries(value).flatMap(([key, inside]) =>
    key === 'AssumeRolePolicyDocument' ? [] : statementsIn(inside),
  );
}

function permissionsOf(statement: Json): readonly Allowed[] {
  if (!isObject(statement)) return [];
  const effect = member(statement, 'Effect') === 'Deny' ? 'Deny' : 'Allow';
  const actions = textsOf(member(statement, 'Action'));
  const resources = textsOf(member(statement, 'Resource'));
  return actions.flatMap((action) => resources.map((resource) => ({ effect, action, resource })));
}

/** Texts. A function of a template stands for what it fills in, or for anything: `${…}`. */
function textsOf(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isArray(value)) return value.flatMap(textsOf);
  if (!isObject(value)) return [String(value)];
  const sub = member(value, 'Fn::Sub');
  const [text] = isArray(sub) ? sub : [sub];
  return [typeof text === 'string' ? text : '${…}'];
}

function covering(need: { readonly action: string; readonly resource: string }): (allowed: Allowed) => boolean {
  return ({ action, resource }) => covers(action, need.action) && covers(resource, need.resource);
}

/** Does the pattern match all that `wanted` stands for? A placeholder in it may turn out to be what the pattern says. */
function covers(pattern: string, wanted: string): boolean {
  return wanted.includes('${') ? overlaps(pattern, wanted) : matches(normal(pattern), normal(wanted));
}

/** Is there something that both patterns match? Exact only where at most one of them has wildcards. */
function overlaps(one: string, other: string): boolean {
  return matches(normal(one), normal(other)) || matches(normal(other), normal(one));
}

/** Actions ignore case. A placeholder may be anything. */
function normal(text: string): string {
  const open = text.replace(/\$\{[^{}]*\}/g, '*');
  return /^[\w-]+:[\w*?]+$/.test(open) ? open.toLowerCase() : open;
}

/** Wildcards `*` and `?` against a text; the last `*` met is the only one that is ever tried again. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let retryPattern = -1;
  let retryText = 0;
  let within = 0;
  while (at < text.length) {
    if (pattern[within] === '*') {
      retryPattern = within++;
      retryText = at;
    } else if (within < pattern.length && (pattern[within] === '?' || pattern[within] === text[at])) {
      within++;
      at++;
    } else if (retryPattern >= 0) {
      within = retryPattern + 1;
      at = ++retryText;
    } else return false;
  }
  while (pattern[within] === '*') within++;
  return within === pattern.length;
}
