import type jsonata from 'jsonata';
import type { Json } from '../../json.ts';
import type { Evaluation } from '../evaluation.ts';
import { SearchLimit } from '../regexp/matcher.ts';
import { addedFunctions } from './addedFunctions.ts';
import { JsonataFailure, JsonataLimit, tooDeep, tooLarge, tooSlow } from './failure.ts';
import { jsonataFunctions } from './functions.ts';
import { MAX_DEPTH, MAX_MILLISECONDS } from './limits.ts';

/** What the package hands to a function as `this`, as far as functions use it. */
export interface Focus {
  readonly environment: { lookup(name: string): unknown };
}

/** Where a running evaluation finds its own time and chance. No expression can name it: it has a blank. */
export const EVALUATION = 'the evaluation';

/** A function as the package's environment holds it. */
export interface PackageFunction {
  readonly implementation: (this: Focus, ...args: readonly unknown[]) => unknown;
  readonly signature?: Signature;
}

interface Signature {
  /** The arguments as the function wants them, the context value put in where one is missing; throws otherwise. */
  validate(args: readonly unknown[], context: unknown): readonly unknown[];
}

/**
 * Makes JSONata the dialect that Step Functions runs: six functions more, `$eval` less,
 * Base64 of UTF-8, time and chance from outside.
 */
export function adaptedToStepFunctions(expression: jsonata.Expression): jsonata.Expression {
  const add = (name: string, implementation: (this: Focus, ...args: Json[]) => unknown) =>
    expression.registerFunction(name, implementation, jsonataFunctions[name]?.signature);
  add('partition', (array, size) => addedFunctions.partition(array, size));
  add('range', (start, end, step) => asSequence(addedFunctions.range(start, end, step)));
  add('hash', (text, algorithm) => addedFunctions.hash(text, algorithm));
  add('parse', (text) => addedFunctions.parse(text));
  add('random', function (seed) {
    return addedFunctions.random(evaluationOf(this).chance, seed);
  });
  add('uuid', function () {
    return evaluationOf(this).chance.uuid();
  });
  add('millis', function () {
    return evaluationOf(this).now;
  });
  add('now', function (picture, timezone) {
    const fromMillis = this.environment.lookup('fromMillis') as PackageFunction;
    return fromMillis.implementation.call(this, evaluationOf(this).now, picture, timezone);
  });
  add('shuffle', function (array) {
    return addedFunctions.shuffle(evaluationOf(this).chance, array);
  });
  add('base64encode', (text) => addedFunctions.base64encode(text));
  add('base64decode', (text) => addedFunctions.base64decode(text));
  expression.assign('eval', undefined);
  return expression;
}

function evaluationOf(focus: Focus): Evaluation {
  return focus.environment.lookup(EVALUATION) as Evaluation;
}

/** A list that JSONata unwraps when it holds a single item. */
function asSequence(list: readonly unknown[] | undefined): unknown {
  return list && Object.assign([...list], { sequence: true });
}

/** Evaluates with the package; `variables` are the names that the expression may ask the evaluation for. */
export async function evaluateWithPackage(
  expression: jsonata.Expression,
  variables: Iterable<string>,
  evaluation: Evaluation,
): Promise<unknown> {
  const bindings: Record<string, unknown> = { states: statesOf(evaluation), [EVALUATION]: evaluation };
  for (const name of variables) {
    const value = evaluation.variable(name);
    if (value !== undefined) bindings[name] = value;
  }
  try {
    return await expression.evaluate(undefined, bindings);
  } catch (thrown) {
    throw translated(thrown as Partial<jsonata.JsonataError>);
  }
}

/** `$states` with the members that exist here. */
export function statesOf({ input, context, result, errorOutput }: Evaluation): Json {
  if (result === undefined && errorOutput === undefined) return { input, context };
  return {
    input,
    context,
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
  };
}

function translated(thrown: Partial<jsonata.JsonataError>): Error {
  if (thrown instanceof JsonataLimit) return thrown;
  if (thrown instanceof SearchLimit) return tooSlow(MAX_MILLISECONDS);
  switch (thrown.code) {
    case 'D1011':
      return tooDeep(MAX_DEPTH);
    case 'D1012':
      return tooSlow(MAX_MILLISECONDS);
    case 'D2015':
      return tooLarge();
    case undefined:
      return thrown instanceof RangeError ? tooDeep(MAX_DEPTH) : new JsonataFailure('', thrown.message ?? '');
    default:
      return new JsonataFailure(thrown.code, thrown.message ?? '');
  }
}
