import type { ParallelState } from '../../language/model/stateMachine.ts';
import { type Destination, destinationOf } from './destination.ts';
import { addChild, newFibre } from './fibre.ts';
import { say } from './history.ts';
import { type Branches, type Fibre, innerVariables, type Progress, type Run, type Step, type Visit } from './run.ts';
import { wake } from './schedule.ts';
import { observe } from './steps.ts';

/** Starts the branches, and waits until all have ended. */
export function parallelSteps(state: ParallelState): Step[] {
  const starts = state.branches.map((branch) => destinationOf(branch, branch.startAt));
  return [
    { stage: 'work', take: (run, fibre, visit) => fork(run, fibre, visit, starts) },
    { stage: 'result', take: join },
  ];
}

function fork(run: Run, fibre: Fibre, visit: Visit, starts: readonly Destination[]): Progress {
  const work: Branches = { kind: 'branches', results: [], children: [] };
  visit.work = work;
  say(run, fibre, 'ParallelStateStarted');
  for (const [index, target] of starts.entries()) {
    const child = newFibre(run, {
      kind: 'branch',
      parent: fibre,
      index,
      chronicle: fibre.chronicle,
      variables: innerVariables(fibre.variables),
      previous: fibre.previous,
      target,
      input: visit.value,
    });
    addChild(work.children, child);
    wake(run, child);
  }
  visit.step++;
  return work.children.length === 0 ? 'on' : 'wait';
}

function join(run: Run, fibre: Fibre, visit: Visit): Progress {
  const { work } = visit;
  if (work?.kind !== 'branches' || work.children.length > 0) return 'wait';
  const previous = fibre.previous;
  say(run, fibre, 'ParallelStateSucceeded');
  fibre.previous = previous;
  visit.result = work.results;
  visit.value = work.results;
  keepText(run, work.results);
  visit.work = undefined;
  observe(run, fibre, visit, 'result', work.results);
  visit.step++;
  return 'on';
}

/** Outputs that are echoed as they were written stay so inside the list. */
function keepText(run: Run, results: Branches['results']): void {
  const written = results.map((result) =>
    typeof result === 'object' && result !== null ? run.texts.get(result) : undefined,
  );
  if (written.every((text) => text === undefined)) return;
  run.texts.set(results, `[${results.map((result, at) => written[at] ?? JSON.stringify(result)).join(',')}]`);
}
