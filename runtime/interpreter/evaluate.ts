import type { Chance, Evaluation, Outcome } from '../../language/expressions/evaluation.ts';
import type { Json } from '../../language/json.ts';
import { contextObject, type MapItem } from './context.ts';
import { Fault, queryFault, runtimeFault } from './fault.ts';
import { type Fibre, type Run, readVariable, type Visit } from './run.ts';

/** A value, an error, or the promise of one where the expression is evaluated asynchronously. */
export type Evaluated = Json | Fault | Promise<Json | Fault>;
export type Evaluator = (run: Run, fibre: Fibre, visit: Visit) => Evaluated;

/** What only some of a state's fields may read. */
export interface More {
  readonly result?: Json;
  readonly item?: MapItem;
}

export const nothingMore: More = {};

/** What an expression of a state may read. Context and variables are looked up only when asked for. */
export class Surroundings implements Evaluation {
  readonly input: Json;
  readonly result: Json | undefined;
  readonly errorOutput: Json | undefined;
  readonly #run: Run;
  readonly #fibre: Fibre;
  readonly #visit: Visit;
  readonly #item: MapItem | undefined;

  constructor(run: Run, fibre: Fibre, visit: Visit, input: Json, more: More = nothingMore) {
    this.input = input;
    this.result = more.result;
    this.errorOutput = visit.errorOutput;
    this.#run = run;
    this.#fibre = fibre;
    this.#visit = visit;
    this.#item = more.item;
  }

  get context(): Json {
    return this.#run.options.context ?? contextObject(this.#fibre.chronicle, this.#visit, this.#item);
  }

  get chance(): Chance {
    return this.#run.host;
  }

  get now(): number {
    return this.#run.host.now();
  }

  variable(name: string): Json | undefined {
    return readVariable(this.#fibre.variables, name);
  }
}

/** The outcome of an expression as a value or a fault. */
export function outcomeValue(outcome: Outcome | Promise<Outcome>): Evaluated {
  if (outcome instanceof Promise) return outcome.then(settledValue);
  return settledValue(outcome);
}

function settledValue(outcome: Outcome): Json | Fault {
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.error === 'States.QueryEvaluationError') return queryFault(outcome.cause, outcome.location);
  if (outcome.error === 'States.Runtime') return runtimeFault(outcome.cause);
  return new Fault('state', outcome.error, outcome.cause);
}

/**
 * What an evaluation comes to, or undefined while it is going on: the step then ends as `evaluating`, is taken
 * again when the promise has settled, and finds the value here. A step may await one evaluation at a time.
 */
export function awaited(run: Run, fibre: Fibre, visit: Visit, evaluate: Evaluator): Json | Fault | undefined {
  const { settled } = run;
  if (settled !== undefined) {
    run.settled = undefined;
    return settled;
  }
  const value = evaluate(run, fibre, visit);
  if (!(value instanceof Promise)) return value;
  startEvaluating(run, value);
  return undefined;
}

function startEvaluating(run: Run, promise: Promise<Json | Fault>): void {
  const unexpected = (reason: unknown): Fault => new Fault('state', 'States.Runtime', String(reason));
  const evaluating = {
    value: undefined as Json | Fault | undefined,
    settled: promise.catch(unexpected).then((value) => {
      evaluating.value = value;
    }),
  };
  run.evaluating = evaluating;
}
