import type jsonata from 'jsonata';
import type { Json } from '../../json.ts';
import type { Evaluation } from '../evaluation.ts';
import { addedFunctions } from './addedFunctions.ts';
import { JsonataFailure, tooDeep, tooLarge, tooSlow } from './failure.ts';
import { jsonataFunctions } from './functions.ts';
import { MAX_DEPTH, MAX_MILLISECONDS } from './limits.ts';

/** What the package hands to a registered function as `this`. */
interface Focus {
  readonly environment: jsonata.Environment;
}

/** Where a running evaluation finds its own time and chance. No expression can name it: it has a blank. */
const EVALUATION = 'the evaluation';

/** Makes JSONata the dialect that Step Functions runs: six functions more, `$eval` less, time and chance from outside. */
export function adaptToStepFunctions(expression: jsonata.Expression): void {
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
    return this.environment.lookup('fromMillis').implementation(evaluationOf(this).now, picture, timezone);
  });
  expression.assign('eval', undefined);
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
  return {
    input,
    context,
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
  };
}

function translated(thrown: Partial<jsonata.JsonataError>): Error {
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
