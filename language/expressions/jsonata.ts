import type { Json } from '../json.ts';
import type { Evaluation } from './evaluation.ts';

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
  | { readonly kind: 'threw'; readonly code: string; readonly message: string }
  /** Too deep, too long or too large. */
  | { readonly kind: 'limit'; readonly message: string };

/** The expression that a string is: it begins with exactly `{%` and ends with `%}`. Any other string is plain text. */
export function jsonataIn(text: string): JsonataExpression | undefined {
  if (text.length < 4 || !text.startsWith('{%') || !text.endsWith('%}')) return undefined;
  const inner = text.slice(2, -2);
  const trimmed = inner.trim();
  return { kind: 'jsonata', text: trimmed, start: 2 + inner.indexOf(trimmed) };
}

/** Evaluates an expression; a promise only when the expression needs the package's asynchronous evaluator. */
export function evaluateJsonata(
  _expression: JsonataExpression,
  _evaluation: Evaluation,
): JsonataOutcome | Promise<JsonataOutcome> {
  return { kind: 'nothing' };
}

export type StatesMember = 'input' | 'context' | 'result' | 'errorOutput';

/** What can be said of an expression without evaluating it. Offsets are within the expression's text. */
export interface JsonataReport {
  readonly problems: readonly JsonataProblem[];
  /** Variables that the expression reads and does not bind itself, `$states` left out; once per place. */
  readonly variables: readonly JsonataReference[];
  /** Functions that it calls by name and does not define itself. */
  readonly functions: readonly JsonataReference[];
}

export interface JsonataReference {
  /** Without `$`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface JsonataProblem {
  /** `syntax` and `unsupported` make AWS refuse the definition; the others fail when they are evaluated. */
  readonly kind: 'syntax' | 'unsupported' | 'unknownFunction' | 'arguments';
  /** AWS's text where AWS has one. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Checks an expression that stands where only `available` members of `$states` exist. */
export function checkJsonata(_expression: JsonataExpression, _available: ReadonlySet<StatesMember>): JsonataReport {
  return { problems: [], variables: [], functions: [] };
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
      return `${subject} threw an error during evaluation. ${outcome.code}: ${outcome.message}`;
    case 'limit':
      return `${subject} threw an error during evaluation: ${outcome.message}`;
    default:
      return outcome satisfies never;
  }
}
