import { randomUUID } from 'node:crypto';
import { checkJsonata } from '../../language/expressions/checkJsonata.ts';
import { evaluatePath } from '../../language/expressions/evaluatePath.ts';
import type { Evaluation } from '../../language/expressions/evaluation.ts';
import { evaluateIntrinsic } from '../../language/expressions/intrinsics.ts';
import { evaluateJsonata, type JsonataExpression, jsonataIn } from '../../language/expressions/jsonata.ts';
import { parseIntrinsic } from '../../language/expressions/parseIntrinsic.ts';
import { parsePath } from '../../language/expressions/parsePath.ts';
import { filterComparisons } from '../../language/expressions/pathFilter.ts';
import type { Json } from '../../language/json.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import type { Strand } from '../interpreter/strands.ts';

/** What an expression of somebody who looks at a run comes to. */
export type Evaluated =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * Evaluates what was typed in the debugger: JSONata, or in a JSONPath state a path, an intrinsic function, JSON, or
 * two of them with a comparison between them.
 */
export async function evaluateText(text: string, strand: Strand): Promise<Evaluated> {
  const evaluation = evaluationIn(strand);
  const expression = jsonataOf(text, strand.state?.queryLanguage);
  if (expression === undefined) return evaluateJsonPath(text.trim(), evaluation);
  const outcome = await evaluateJsonata(expression, evaluation);
  switch (outcome.kind) {
    case 'value':
    case 'nothing':
      return outcome;
    case 'unsupported':
      return problem('That is a function, or something else that JSON cannot say.');
    default:
      return problem(outcome.message);
  }
}

/** Whether a condition holds: anything but false, null, 0, empty text and nothing. */
export async function holds(condition: string, strand: Strand): Promise<boolean> {
  const found = await evaluateText(condition, strand);
  return found.kind === 'value' && Boolean(found.value);
}

/** What is wrong with an expression before it is evaluated. */
export function problemWith(text: string, language: QueryLanguage): string | undefined {
  const expression = jsonataOf(text, language);
  if (expression !== undefined)
    return checkJsonata(expression, new Set(['input', 'context', 'result', 'errorOutput'])).problems[0]?.message;
  const [left, , right] = comparisonIn(text) ?? [text.trim()];
  return [left, right].flatMap((part) => problemInPart(part) ?? [])[0];
}

function problemInPart(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const parsed = text.startsWith('States.') ? parseIntrinsic(text) : text.startsWith('$') ? parsePath(text) : undefined;
  if (parsed === undefined)
    return asJson(text) === undefined ? `“${text}” is no path, intrinsic function or JSON.` : undefined;
  return parsed.kind === 'problem' ? parsed.message : undefined;
}

function jsonataOf(text: string, language: QueryLanguage | undefined): JsonataExpression | undefined {
  // With the quotes of the text that it was copied from, or completed to.
  const delimited = jsonataIn(text.trim().replace(/^"(?=\{%)|(?<=%\})"$/g, ''));
  if (delimited !== undefined || language !== 'JSONata') return delimited;
  return { kind: 'jsonata', text: text.trim(), start: 0 };
}

function evaluateJsonPath(text: string, evaluation: Evaluation): Evaluated {
  const comparison = comparisonIn(text);
  if (comparison === undefined) return evaluatePart(text, evaluation);
  const [left, operator, right] = comparison;
  const [a, b] = [evaluatePart(left, evaluation), evaluatePart(right, evaluation)];
  if (a.kind === 'problem') return a;
  if (b.kind === 'problem') return b;
  const value = (part: Evaluated) => (part.kind === 'value' ? part.value : undefined);
  return { kind: 'value', value: filterComparisons.get(operator)?.(value(a), value(b)) ?? false };
}

function evaluatePart(text: string, evaluation: Evaluation): Evaluated {
  if (text.startsWith('$')) {
    const path = parsePath(text);
    if (path.kind === 'problem') return problem(path.message);
    const value = evaluatePath(path, evaluation);
    return value === undefined ? { kind: 'nothing' } : { kind: 'value', value };
  }
  if (text.startsWith('States.')) {
    const call = parseIntrinsic(text);
    if (call.kind === 'problem') return problem(call.message);
    const outcome = evaluateIntrinsic(call, evaluation);
    return outcome.kind === 'value' ? outcome : problem(outcome.cause);
  }
  const value = asJson(text);
  return value === undefined ? problem(problemInPart(text) ?? '') : { kind: 'value', value };
}

/** `$.a > 3` as its parts; undefined where nothing is compared outside strings and filters. */
function comparisonIn(text: string): readonly [string, string, string] | undefined {
  const outside = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[[^\]]*\]/g, (part) => ' '.repeat(part.length));
  const found = /==|!=|<=|>=|<|>/.exec(outside);
  if (found === null) return undefined;
  const [operator] = found;
  return [text.slice(0, found.index).trim(), operator, text.slice(found.index + operator.length).trim()];
}

export function asJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What an expression sees from where a strand stands. Chance is not the run's own, which stays as it is. */
function evaluationIn(strand: Strand): Evaluation {
  const isJsonata = strand.state?.queryLanguage === 'JSONata';
  return {
    input: isJsonata ? strand.input : strand.value,
    result: strand.result,
    errorOutput: strand.errorOutput,
    context: strand.context,
    variable: (name) => strand.variables.get(name),
    chance: { random: Math.random, uuid: randomUUID },
    now: Date.now(),
  };
}

function problem(message: string): Evaluated {
  return { kind: 'problem', message };
}
