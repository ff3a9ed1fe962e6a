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
      return inOrder(
        template.items,
        (item) => evaluateTemplate(item, evaluation),
        (values) => values,
      );
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
  return inOrder(
    members,
    (member) => evaluateTemplate(member.value, evaluation),
    (values) => Object.fromEntries(members.map((member, at) => [member.key, values[at] ?? null])),
  );
}

/** Evaluates parts one after the other, without a promise as long as none of them makes one, and stops at a failure. */
function inOrder<Part>(
  parts: readonly Part[],
  evaluatePart: (part: Part) => Outcome | Promise<Outcome>,
  join: (values: readonly Json[]) => Json,
): Outcome | Promise<Outcome> {
  const values: Json[] = [];
  const goOn = (): Outcome | Promise<Outcome> => {
    for (let part = parts[values.length]; part !== undefined; part = parts[values.length]) {
      const outcome = evaluatePart(part);
      if (outcome instanceof Promise) return outcome.then((settled) => take(settled) ?? goOn());
      const failure = take(outcome);
      if (failure) return failure;
    }
    return { kind: 'value', value: join(values) };
  };
  const take = (outcome: Outcome): Outcome | undefined => {
    if (outcome.kind === 'failed') return outcome;
    values.push(outcome.value);
    return undefined;
  };
  return goOn();
}
