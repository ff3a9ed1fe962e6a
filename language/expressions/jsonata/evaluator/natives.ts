import jsonata from 'jsonata';
import { tooLarge } from '../failure.ts';
import { MAX_BYTES } from '../limits.ts';
import { adaptedToStepFunctions, EVALUATION, type Focus, type PackageFunction } from '../packageEvaluator.ts';
import { higherOrderFunctions } from './higherOrder.ts';
import { matchingFunctions } from './matching.ts';
import type { Run } from './run.ts';
import { type Callable, callable, type Implementation, sequenceOf } from './value.ts';

/**
 * The package's functions, taken out of its environment. The hook that it calls when an evaluation begins runs
 * before the first thing that is asynchronous, so the environment is here when `evaluate` returns.
 */
let environment: Focus['environment'] | undefined;
const natives = new Map<string, Callable | undefined>();

/** A built-in function by its name without `$`. */
export function nativeNamed(name: string): Callable | undefined {
  if (!natives.has(name)) natives.set(name, makeNative(name));
  return natives.get(name);
}

function takeEnvironment(): Focus['environment'] {
  const taken: Focus['environment'][] = [];
  const expression = adaptedToStepFunctions(jsonata('0'));
  const hook = (_node: unknown, _input: unknown, frame: Focus['environment']) => void taken.push(frame);
  // The package takes symbols as names of its hooks; its types say strings only.
  expression.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, hook);
  void expression.evaluate(undefined);
  return taken[0] ?? { lookup: () => undefined };
}

function lookup(name: string): unknown {
  environment ??= takeEnvironment();
  return environment.lookup(name);
}

function makeNative(name: string): Callable | undefined {
  const original = lookup(name) as PackageFunction | undefined;
  if (original === undefined) return undefined;
  const { implementation, signature } = original;
  // The package's own functions that call functions, or match, are asynchronous.
  const implement: Implementation =
    higherOrderFunctions.get(name) ??
    matchingFunctions.get(name) ??
    ((args, run) => implementation.apply(focusOf(run), [...args]));
  const bounded: Implementation = (args, run) => {
    refuseHugeText(name, args);
    return checkSize(implement(args, run), run);
  };
  return callable(
    (args, context, run) => bounded(signature ? signature.validate(args, context) : args, run),
    implementation.length,
    declaredParameters(implementation),
    bounded,
  );
}

/** Two functions make long texts out of short arguments; they are stopped before, not after. */
function refuseHugeText(name: string, [first, second]: readonly unknown[]): void {
  if (name === 'pad' && typeof second === 'number' && Math.abs(second) > MAX_BYTES) throw tooLarge();
  if (name !== 'join' || !Array.isArray(first) || typeof second !== 'string') return;
  if (first.length * second.length > MAX_BYTES) throw tooLarge();
}

function checkSize(value: unknown, run: Run): unknown {
  if (typeof value === 'string') run.checkText(value);
  else if (Array.isArray(value)) run.checkLength(value.length);
  return value;
}

/** Parameters with defaults do not count in `length`, but a partial application counts them. */
function declaredParameters(implementation: PackageFunction['implementation']): number {
  const list = /\(([^)]*)\)/.exec(String(implementation))?.[1] ?? '';
  return list.trim() === '' ? 0 : list.split(',').length;
}

function focusOf(run: Run): Focus & { createSequence: typeof sequenceOf } {
  return {
    environment: { lookup: (name) => (name === EVALUATION ? run.evaluation : lookup(name)) },
    createSequence: sequenceOf,
  };
}
