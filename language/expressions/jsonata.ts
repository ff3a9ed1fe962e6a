import type { Json } from '../json.ts';
import { remember } from '../remember.ts';
import type { Evaluation } from './evaluation.ts';
import { type CompiledExpression, compile } from './jsonata/compiled.ts';
import { JsonataFailure, JsonataLimit, tooDeep } from './jsonata/failure.ts';
import { MAX_DEPTH } from './jsonata/limits.ts';
import { evaluateWithPackage } from './jsonata/packageEvaluator.ts';
import { toPlainJson, unsupported } from './jsonata/results.ts';

/** The text between `{%` and `%}`, trimmed; compiled when first needed. */
export interface JsonataExpression {
  readonly kind: 'jsonata';
  readonly text: string;
  /** Where `text` begins in the string that holds the delimiters. */
  readonly start: number;
}

/** What an evaluation comes to. */
export type JsonataOutcome =
  | { readonly kind: 'value'; readonly value: Json }
  /** Undefined, JSONata's word for no result. */
  | { readonly kind: 'nothing' }
  /** A function or something else that JSON cannot say. */
  | { readonly kind: 'unsupported' }
  /** `code` is JSONata's, or empty for an error inside the service. */
  | { readonly kind: 'threw'; readonly code: string; readonly message: string }
  /** Too deep, too long or too large. */
  | { readonly kind: 'limit'; readonly message: string };

/** The expression that a string is: it begins with exactly `{%` and ends with `%}`. Any other string is plain text. */
export function jsonataIn(text: string): JsonataExpression | undefined {
  return isJsonata(text) ? withoutDelimiters(text) : undefined;
}

/** Whether a string is an expression. */
export function isJsonata(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

const withoutDelimiters = remember((text): JsonataExpression => {
  const inner = text.slice(2, -2);
  const trimmed = inner.trim();
  return { kind: 'jsonata', text: trimmed, start: 2 + inner.indexOf(trimmed) };
});

/** Evaluates an expression; a promise only when it needs the package's asynchronous evaluator. */
export function evaluateJsonata(
  expression: JsonataExpression,
  evaluation: Evaluation,
): JsonataOutcome | Promise<JsonataOutcome> {
  const compiled = compile(expression.text);
  if (compiled.kind === 'problem') return { kind: 'threw', code: compiled.code, message: compiled.message };
  const program = compiled.program();
  if (program === undefined) return evaluateInPackage(compiled, evaluation);
  try {
    return toOutcome(program(evaluation));
  } catch (thrown) {
    // The package also finds the words for errors; AWS has the same.
    return isSettled(thrown) ? toFailure(thrown) : evaluateInPackage(compiled, evaluation);
  }
}

function evaluateInPackage(
  { analysis, expression }: CompiledExpression,
  evaluation: Evaluation,
): Promise<JsonataOutcome> {
  const names = new Set(analysis.variables.map(({ name }) => name));
  return evaluateWithPackage(expression(), names, evaluation).then(toOutcome).catch(toFailure);
}

function isSettled(thrown: unknown): boolean {
  return thrown instanceof JsonataLimit || thrown instanceof JsonataFailure;
}

function toOutcome(result: unknown): JsonataOutcome {
  if (result === undefined) return { kind: 'nothing' };
  const value = toPlainJson(result);
  return value === unsupported ? { kind: 'unsupported' } : { kind: 'value', value };
}

function toFailure(thrown: unknown): JsonataOutcome {
  if (thrown instanceof JsonataLimit) return { kind: 'limit', message: thrown.message };
  // A value nested so deeply that walking it takes the whole stack.
  if (thrown instanceof RangeError) return { kind: 'limit', message: tooDeep(MAX_DEPTH).message };
  if (thrown instanceof JsonataFailure) return { kind: 'threw', code: thrown.code, message: thrown.message };
  throw thrown;
}

/** AWS's cause for an outcome that is no value; `field` is AWS's name for the place, such as `Output/a`. */
export function jsonataCause(
  outcome: Exclude<JsonataOutcome, { kind: 'value' }>,
  expressionText: string,
  field: string,
): string {
  const subject = `The JSONata expression '${expressionText}' specified for the field '${field}'`;
  switch (outcome.kind) {
    case 'nothing':
      return `${subject} returned nothing (undefined).`;
    case 'unsupported':
      return `${subject} returned an unsupported result type.`;
    case 'threw':
      if (outcome.code === '') return `${subject} threw an internal error during evaluation.`;
      return `${subject} threw an error during evaluation. ${outcome.code}: ${outcome.message}`;
    case 'limit':
      return `${subject} threw an error during evaluation: ${outcome.message}`;
    default:
      return outcome satisfies never;
  }
}
