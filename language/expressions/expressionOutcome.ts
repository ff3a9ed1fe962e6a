import type { Json } from '../json.ts';
import { isArray } from '../json.ts';
import type { Evaluation, Failure, Outcome } from './evaluation.ts';
import { evaluateJsonata, type JsonataExpression, type JsonataOutcome, jsonataCause } from './jsonata.ts';

/** The value of a JSONata expression in a field, or the failure of the state it stands in. */
export function evaluateExpression(
  expression: JsonataExpression,
  location: string,
  evaluation: Evaluation,
): Outcome | Promise<Outcome> {
  const outcome = evaluateJsonata(expression, evaluation);
  return outcome instanceof Promise
    ? outcome.then((settled) => toOutcome(settled, expression, location))
    : toOutcome(outcome, expression, location);
}

function toOutcome(outcome: JsonataOutcome, expression: JsonataExpression, location: string): Outcome {
  if (outcome.kind === 'value') return outcome;
  const cause = jsonataCause(outcome, expression.text, location);
  return { kind: 'failed', error: 'States.QueryEvaluationError', cause, location };
}

/** The type of a JSON value as AWS's texts name it. */
export type JsonType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/** The failure of an expression whose value is of a type that the field does not take. */
export function unexpectedType(
  expression: JsonataExpression,
  location: string,
  expected: JsonType | 'integer',
  value: Json,
): Failure {
  const subject = `The JSONata expression '${expression.text}' specified for the field '${location}'`;
  const found = `Expected '${expected}', but was '${typeOf(value)}' for value: ${JSON.stringify(value)}`;
  return {
    kind: 'failed',
    error: 'States.QueryEvaluationError',
    cause: `${subject} returned an unexpected result type. ${found}`,
    location,
  };
}

export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  return typeof value as JsonType;
}
