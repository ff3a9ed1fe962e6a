import type { Json, JsonObject } from '../../language/json.ts';
import type { Catcher, State, StateMachine } from '../../language/model/stateMachine.ts';
import { contextObject } from './context.ts';
import { stateAt } from './destination.ts';
import { forgetChildren, release } from './end.ts';
import type { Fault } from './fault.ts';
import { familyOf } from './fibre.ts';
import { type Outlook, outlookOf } from './gate.ts';
import type { Origin } from './history.ts';
import type { Stage } from './observe.ts';
import { allVariables, type Fibre, type Run, type Visit } from './run.ts';
import { wake } from './schedule.ts';

/** A strand of work as a debugger sees it: the top level, a branch, an iteration, or a child execution. */
export interface Strand {
  readonly id: number;
  readonly kind: Fibre['kind'];
  /** The strand whose Parallel or Map holds this one, or whose task waits for it. */
  readonly parent: number | undefined;
  /** Which branch, iteration or child it is. */
  readonly index: number;
  /** The execution that it belongs to: 0 for the run's own, else the `id` of a nested one. */
  readonly execution: number;
  /** The strand whose task started its execution, whether or not that task waits for it. */
  readonly starter: number | undefined;
  readonly machine: StateMachine;
  /** The state that it is in, or about to enter. */
  readonly state: State | undefined;
  /** What comes next: a stage of the state; undefined before the state is entered. */
  readonly stage: Stage | undefined;
  /** The catcher whose stages they are; undefined for the state's own. */
  readonly catcher: Catcher | undefined;
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
  /** An error that is about to be dealt with, and what will become of it. */
  readonly fault: Fault | undefined;
  /** What its task has asked the world for. */
  readonly request: number | undefined;
  readonly outlook: Outlook | undefined;
}

/** All live strands, in the order in which they began. */
export function strandsOf(run: Run): Strand[] {
  return liveFibres(run).map((fibre) => strandOf(run, fibre));
}

export function strandById(run: Run, id: number): Strand | undefined {
  const fibre = liveFibre(run, id);
  return fibre && strandOf(run, fibre);
}

function liveFibres({ main, nested }: Run): Fibre[] {
  const roots = main.root === undefined ? [] : [main.root, ...nested.keys()];
  const all = roots.flatMap((root) => [...familyOf(root)]);
  return all.filter(({ alive }) => alive).sort((a, b) => a.id - b.id);
}

function liveFibre(run: Run, id: number): Fibre | undefined {
  // Nearly always it is the strand whose turn it is that is asked for.
  return run.current?.id === id && run.current.alive ? run.current : liveFibres(run).find((fibre) => fibre.id === id);
}

/** The strand that takes the next step; undefined while the run waits. */
export function nextStrand(run: Run): number | undefined {
  if (run.current !== undefined) return run.current.id;
  return run.ready.slice(run.readyTaken).find((fibre) => fibre.alive)?.id;
}

function strandOf(run: Run, fibre: Fibre): Strand {
  const { visit, chronicle } = fibre;
  const { origin } = chronicle;
  return {
    id: fibre.id,
    kind: fibre.kind,
    parent: fibre.parent?.id,
    index: fibre.index,
    execution: origin.id,
    starter: origin.starter,
    machine: origin.machine,
    state: visit?.plan.state ?? stateAt(fibre.target),
    stage: visit?.plan.steps[visit.step]?.stage,
    catcher: visit && catcherAtWork(origin, visit),
    isReady: fibre.queued || run.current === fibre,
    input: visit?.input ?? fibre.input,
    value: visit === undefined ? fibre.input : visit.value,
    result: visit?.result,
    errorOutput: visit?.errorOutput,
    retryCount: visit?.retryCount ?? 0,
    variables: allVariables(fibre.variables),
    context: contextObject(chronicle, visit, undefined),
    fault: fibre.fault,
    request: visit?.work?.kind === 'task' ? visit.work.request : undefined,
    outlook: fibre.fault && outlookOf(run, fibre, fibre.fault),
  };
}

function catcherAtWork({ plans }: Origin, { plan }: Visit): Catcher | undefined {
  const { state, catchers } = plan;
  if (catchers !== undefined || !('catch' in state)) return undefined;
  return state.catch[plans.get(state)?.catchers?.indexOf(plan) ?? -1];
}

/** Data put in by hand while a run stands still. */
export type Change =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'variable'; readonly name: string; readonly value: Json }
  /** Leaves the state as if it had never done anything, for another one of its scope. */
  | { readonly kind: 'go'; readonly state: string };

/** Changes what the strand's next stage works on, or a variable where it was assigned; false for an unknown strand. */
export function changeStrand(run: Run, id: number, change: Change): boolean {
  const fibre = liveFibre(run, id);
  if (fibre === undefined) return false;
  if (change.kind === 'variable') fibre.variables = withVariable(fibre.variables, change.name, change.value);
  else if (change.kind === 'go') return go(run, fibre, change.state);
  else if (fibre.visit === undefined) fibre.input = change.value;
  else fibre.visit = withValue(fibre.visit, change.value);
  return true;
}

/** The value that the next stage works on, under each of its names: the input, the effective input, the result. */
function withValue(visit: Visit, value: Json): Visit {
  const { value: before, input, effective, result } = visit;
  return {
    ...visit,
    value,
    input: visit.step === 0 && input === before ? value : input,
    effective: effective === before ? value : effective,
    result: result === before ? value : result,
  };
}

function go(run: Run, fibre: Fibre, name: string): boolean {
  const { scope } = fibre.target;
  if (!scope.states.has(name)) return false;
  const { visit } = fibre;
  if (visit !== undefined) {
    release(run, fibre, visit);
    forgetChildren(run, fibre);
    fibre.input = visit.value;
  }
  fibre.visit = undefined;
  fibre.fault = undefined;
  fibre.target = { scope, name, plan: undefined };
  if (run.current !== fibre) wake(run, fibre);
  return true;
}

function withVariable(variables: Fibre['variables'], name: string, value: Json): Fibre['variables'] {
  const { own, outer, bytes } = variables;
  if (outer !== undefined && !own.has(name) && allVariables(outer).has(name))
    return { own, outer: withVariable(outer, name, value), bytes };
  return { own: new Map(own).set(name, value), outer, bytes };
}
