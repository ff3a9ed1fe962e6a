import type { Json, JsonObject } from '../../language/json.ts';
import type { State } from '../../language/model/stateMachine.ts';
import { contextObject } from './context.ts';
import type { Stage } from './observe.ts';
import { allVariables, type Fibre, type Run } from './run.ts';

/** A strand of work as a debugger sees it: the top level, a branch, an iteration, or a child execution. */
export interface Strand {
  readonly id: number;
  readonly kind: 'top' | 'branch' | 'iteration' | 'child';
  /** The strand whose Parallel or Map holds this one. */
  readonly parent: number | undefined;
  /** Which branch, iteration or child it is. */
  readonly index: number;
  /** The state that it is in, or about to enter. */
  readonly state: State | undefined;
  /** What comes next: a stage of the state; undefined before the state is entered. */
  readonly stage: Stage | undefined;
  /** Whether it could go on at once. */
  readonly isReady: boolean;
  readonly input: Json;
  /** What the next stage works on. */
  readonly value: Json;
  readonly result: Json | undefined;
  readonly errorOutput: Json | undefined;
  readonly retryCount: number;
  readonly variables: ReadonlyMap<string, Json>;
  readonly context: JsonObject;
}

/** All live strands, in the order in which they began. */
export function strandsOf(run: Run): Strand[] {
  return [...run.fibres.values()].filter((fibre) => fibre.alive).map((fibre) => strandOf(run, fibre));
}

/** The strand that takes the next step; undefined while the run waits. */
export function nextStrand(run: Run): number | undefined {
  if (run.current !== undefined) return run.current.id;
  return run.ready.slice(run.readyTaken).find((fibre) => fibre.alive)?.id;
}

function strandOf(run: Run, fibre: Fibre): Strand {
  const { visit, scope, target } = fibre;
  return {
    id: fibre.id,
    kind: fibre.kind,
    parent: fibre.parent,
    index: fibre.index,
    state: visit?.state ?? (target === undefined ? undefined : scope.states.get(target)),
    stage: visit?.plan.steps[visit.step]?.stage,
    isReady: fibre.queued || run.current === fibre,
    input: visit?.input ?? fibre.input,
    value: visit?.value ?? fibre.input,
    result: visit?.result,
    errorOutput: visit?.errorOutput,
    retryCount: visit?.retryCount ?? 0,
    variables: allVariables(fibre.variables),
    context: contextObject(fibre.chronicle, visit, undefined),
  };
}

/** Data put in by hand while a run stands still. */
export type Change =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'variable'; readonly name: string; readonly value: Json };

/** Changes what the strand's next stage works on, or a variable where it was assigned; false for an unknown strand. */
export function changeStrand(run: Run, id: number, change: Change): boolean {
  const fibre = run.fibres.get(id);
  if (fibre === undefined || !fibre.alive) return false;
  if (change.kind === 'variable') fibre.variables = withVariable(fibre.variables, change.name, change.value);
  else if (fibre.visit === undefined) fibre.input = change.value;
  else fibre.visit.value = change.value;
  return true;
}

function withVariable(variables: Fibre['variables'], name: string, value: Json): Fibre['variables'] {
  const { own, outer, bytes } = variables;
  if (outer !== undefined && !own.has(name) && allVariables(outer).has(name))
    return { own, outer: withVariable(outer, name, value), bytes };
  return { own: new Map(own).set(name, value), outer, bytes };
}
