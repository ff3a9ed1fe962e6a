import type { Json } from '../json.ts';
import { evaluatePath, explainNothing } from './evaluatePath.ts';
import type { Evaluation, Outcome } from './evaluation.ts';
import { evaluateExpression } from './expressionOutcome.ts';
import { evaluateIntrinsic } from './intrinsics.ts';
import type { Template, TemplateMember, TemplatePath } from './template.ts';

/** The value of a template, or its first failure. A promise only when an expression in it makes one. */
export function evaluateTemplate(template: Template, evaluation: Evaluation): Outcome | Promise<Outcome> {
  switch (template.kind) {
    case 'constant':
      return { kind: 'value', value: template.value };
    case 'path':
      return valueAtPath(template, evaluation);
    case 'intrinsic':
      return evaluateIntrinsic(template.call, evaluation);
    case 'jsonata':
      return evaluateExpression(template.expression, template.location, evaluation);
    case 'object':
      return evaluateMembers(template.members, evaluation);
    case 'array':
      return evaluateItems(template.items, evaluation);
    case 'broken':
      return { kind: 'failed', error: 'States.Runtime', cause: template.reason };
    default:
      return template satisfies never;
  }
}

function valueAtPath({ path, field }: TemplatePath, evaluation: Evaluation): Outcome {
  const value = evaluatePath(path, evaluation);
  if (value !== undefined) return { kind: 'value', value };
  // An index past the end of an array is the one miss that AWS forgives in a template.
  if (explainNothing(path, evaluation).pastEnd) return { kind: 'value', value: null };
  return {
    kind: 'failed',
    error: 'States.Runtime',
    cause: `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(evaluation.input)}'`,
  };
}

function evaluateMembers(members: readonly TemplateMember[], evaluation: Evaluation): Outcome | Promise<Outcome> {
  const values: Json[] = [];
  for (const { value } of members) {
    const outcome = evaluateTemplate(value, evaluation);
    if (outcome instanceof Promise) {
      const parts = members.map((member) => member.value);
      return evaluateRest(parts, values, outcome, evaluation, (all) => objectWith(members, all));
    }
    if (outcome.kind === 'failed') return outcome;
    values.push(outcome.value);
  }
  return { kind: 'value', value: objectWith(members, values) };
}

function evaluateItems(items: readonly Template[], evaluation: Evaluation): Outcome | Promise<Outcome> {
  const values: Json[] = [];
  for (const item of items) {
    const outcome = evaluateTemplate(item, evaluation);
    if (outcome instanceof Promise) return evaluateRest(items, values, outcome, evaluation, (all) => all);
    if (outcome.kind === 'failed') return outcome;
    values.push(outcome.value);
  }
  return { kind: 'value', value: values };
}

/** Goes on with the first part that made a promise. */
async function evaluateRest(
  parts: readonly Template[],
  values: readonly Json[],
  pending: Promise<Outcome>,
  evaluation: Evaluation,
  join: (values: readonly Json[]) => Json,
): Promise<Outcome> {
  const all = [...values];
  const first = await pending;
  if (first.kind === 'failed') return first;
  all.push(first.value);
  for (const part of parts.slice(all.length)) {
    const outcome = await evaluateTemplate(part, evaluation);
    if (outcome.kind === 'failed') return outcome;
    all.push(outcome.value);
  }
  return { kind: 'value', value: join(all) };
}

function objectWith(members: readonly TemplateMember[], values: readonly Json[]): Json {
  const object: Record<string, Json> = {};
  for (const [at, value] of values.entries()) {
    const key = members[at]?.key ?? '';
    // Set plainly, this one key would change what the object inherits from.
    if (key === '__proto__') Object.defineProperty(object, key, { ...PLAIN, value });
    else object[key] = value;
  }
  return object;
}

const PLAIN = { configurable: true, enumerable: true, writable: true };
