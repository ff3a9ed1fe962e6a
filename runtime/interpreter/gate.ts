import type { State } from '../../language/model/stateMachine.ts';
import { stateAt } from './destination.ts';
import type { Fault } from './fault.ts';
import type { Stage } from './observe.ts';
import { catcherFor, retrierFor, retryDelay } from './retry.ts';
import type { Fibre, Run, Visit } from './run.ts';

/**
 * How a step stands in its state. `entry`: the state is about to be entered; `attempt`: the first step of a visit or
 * of a retry; `catcher`: the first step of a catcher; `stage`: the first step of another stage; `fault`: an error is
 * about to be dealt with; `within`: everything else.
 */
export type StepKind = 'entry' | 'attempt' | 'catcher' | 'stage' | 'fault' | 'within';

/** Asked before each step; when it says true, `advance` comes back without taking the step, and asks again next time. */
export type Gate = (strand: number, state: State | undefined, stage: Stage | undefined, kind: StepKind) => boolean;

/** Whether the gate holds the fibre before its next step. A step that awaited an evaluation goes on unasked. */
export function isHeld(run: Run, fibre: Fibre): boolean {
  const { gate } = run.options;
  if (gate === undefined || run.settled !== undefined) return false;
  const { visit } = fibre;
  const state = visit?.plan.state ?? stateAt(fibre.target);
  return gate(fibre.id, state, visit?.plan.steps[visit.step]?.stage, kindOf(fibre, visit));
}

function kindOf(fibre: Fibre, visit: Visit | undefined): StepKind {
  if (visit === undefined) return 'entry';
  if (fibre.timers.wake !== undefined) return 'within';
  if (fibre.fault !== undefined) return 'fault';
  const { plan, step, work } = visit;
  if (step === 0) return plan.catchers === undefined ? 'catcher' : 'attempt';
  const { steps } = plan;
  const stage = steps[step]?.stage;
  // Asked before each step: a closure would cost more than the search.
  for (let at = 0; at < step; at++) if (steps[at]?.stage === stage) return 'within';
  return work?.kind === 'iterations' && work.next > 0 ? 'within' : 'stage';
}

/** What will become of an error: which state deals with it, and how. */
export type Outlook =
  | { readonly kind: 'retried'; readonly state: string; readonly delaySeconds: number }
  | { readonly kind: 'caught'; readonly state: string; readonly next: string | undefined }
  | { readonly kind: 'uncaught' };

/** What will become of the error that a fibre is about to deal with. Chance is left as it was. */
export function outlookOf(run: Run, fibre: Fibre, fault: Fault): Outlook {
  const { visit } = fibre;
  const state = visit?.plan.state;
  if (fault.error === 'States.Runtime' || visit === undefined || state === undefined) return { kind: 'uncaught' };
  if ((state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel') && visit.plan.catchers) {
    const index = retrierFor(state.retry, fault);
    const retrier = state.retry[index];
    const used = visit.retries?.[index] ?? 0;
    if (retrier !== undefined && used < retrier.maxAttempts)
      return {
        kind: 'retried',
        state: state.name,
        delaySeconds: unchanged(run, () => retryDelay(retrier, used, run.host)),
      };
    const catcher = state.catch[catcherFor(state.catch, fault)];
    if (catcher !== undefined) return { kind: 'caught', state: state.name, next: catcher.next?.target };
  }
  const { parent, chronicle } = fibre;
  return parent === undefined || chronicle.root === fibre ? { kind: 'uncaught' } : outlookOf(run, parent, fault);
}

function unchanged<T>({ host }: Run, ask: () => T): T {
  const saved = host.saveChance?.();
  const answer = ask();
  host.restoreChance?.(saved);
  return answer;
}
