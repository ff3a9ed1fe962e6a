import { isArray, type Json } from '../../language/json.ts';
import type { MapState } from '../../language/model/stateMachine.ts';
import { tooLarge } from './dataFlow.ts';
import { type Destination, destinationOf } from './destination.ts';
import { distributedSteps } from './distributedMap.ts';
import { awaited } from './evaluate.ts';
import { fail } from './fail.ts';
import { Fault, runtimeFault } from './fault.ts';
import { addChild, newFibre } from './fibre.ts';
import { record, say } from './history.ts';
import { checkCount, checkPercentage, itemsStep, selectItem, settingStep } from './mapItems.ts';
import { type Fibre, type Iterations, innerVariables, type Progress, type Run, type Step, type Visit } from './run.ts';
import { wake } from './schedule.ts';
import { observe } from './steps.ts';

export function mapSteps(state: MapState): Step[] {
  const { processor } = state;
  if ('kind' in processor) {
    const fault = runtimeFault(processor.reason, processor.range);
    return [{ stage: 'work', take: (run, fibre, visit) => fail(run, fibre, visit, fault) }];
  }
  const start = destinationOf(processor, processor.startAt);
  return state.mode === 'DISTRIBUTED' ? distributedSteps(state, start) : inlineSteps(state, start);
}

/** The iterations of an inline Map: strands of the same execution. */
function inlineSteps(state: MapState, start: Destination): Step[] {
  return [
    itemsStep(state),
    { stage: 'work', take: (run, fibre, visit) => prepare(state, run, fibre, visit) },
    ...settingStep('maxConcurrency', state.maxConcurrency, 'integer', (visit, most) => {
      const work = iterations(visit);
      if (most > 0) work.concurrency = Math.min(most, work.concurrency);
      return undefined;
    }),
    ...(state.itemSelector === undefined ? [] : [firstSelection(state)]),
    { stage: 'work', take: begin },
    ...settingStep('toleratedFailureCount', state.toleratedFailureCount, 'integer', (_visit, count) =>
      checkCount(count),
    ),
    ...settingStep('toleratedFailurePercentage', state.toleratedFailurePercentage, 'float', (_visit, percentage) =>
      checkPercentage(percentage),
    ),
    { stage: 'afterItemSelector', take: (run, fibre, visit) => launch(state, start, run, fibre, visit) },
  ];
}

function iterations(visit: Visit): Iterations {
  if (visit.work?.kind !== 'iterations') throw new Error(`The state '${visit.plan.state.name}' has no iterations.`);
  return visit.work;
}

function prepare(state: MapState, run: Run, fibre: Fibre, visit: Visit): Progress {
  visit.work = {
    kind: 'iterations',
    state,
    items: isArray(visit.value) ? visit.value : [],
    variables: innerVariables(fibre.variables),
    results: [],
    children: [],
    concurrency: run.limits.inlineConcurrency,
    next: 0,
    ahead: undefined,
    started: 0,
    last: 0,
    freed: [],
  };
  visit.step++;
  return 'on';
}

/** The ItemSelector of the first item is evaluated before the Map says that it has started. */
function firstSelection(state: MapState): Step {
  return {
    stage: 'afterItemSelector',
    take(run, fibre, visit) {
      const work = iterations(visit);
      if (work.items.length > 0) {
        const input = selectNext(state, run, fibre, visit, work);
        if (input === undefined) return 'evaluating';
        if (input instanceof Fault) return fail(run, fibre, visit, input);
        work.ahead = input;
      }
      visit.step++;
      return 'on';
    },
  };
}

function selectNext(state: MapState, run: Run, fibre: Fibre, visit: Visit, work: Iterations): Json | Fault | undefined {
  const index = work.next;
  const value = work.items[index] ?? null;
  if (state.itemSelector === undefined) return value;
  const item = { index, value, key: undefined, source: 'STATE_DATA' };
  const selected = awaited(run, fibre, visit, () => selectItem(state, item, run, fibre, visit));
  return selected === undefined || selected instanceof Fault
    ? selected
    : (tooLarge(run, selected, state.name) ?? selected);
}

function begin(run: Run, fibre: Fibre, visit: Visit): Progress {
  const work = iterations(visit);
  work.started = say(run, fibre, 'MapStateStarted', undefined, undefined, { length: work.items.length });
  work.last = work.started;
  visit.step++;
  return 'on';
}

/** Starts iterations as long as there is room, each time that one has ended; goes on when all have. */
function launch(state: MapState, start: Destination, run: Run, fibre: Fibre, visit: Visit): Progress {
  const work = iterations(visit);
  while (work.next < work.items.length && work.children.length < work.concurrency) {
    const input = work.ahead ?? selectNext(state, run, fibre, visit, work);
    if (input === undefined) return 'evaluating';
    if (input instanceof Fault) return fail(run, fibre, visit, input);
    if (state.itemSelector !== undefined) observe(run, fibre, visit, 'afterItemSelector', input);
    work.ahead = undefined;
    startIteration(start, run, fibre, work, work.next++, input);
  }
  return work.children.length > 0 ? 'wait' : join(run, fibre, visit, work);
}

function startIteration(
  target: Destination,
  run: Run,
  fibre: Fibre,
  work: Iterations,
  index: number,
  input: Json,
): void {
  const { name } = work.state;
  const after = work.freed.shift() ?? work.started;
  const started = record(run, fibre.chronicle, 'MapIterationStarted', after, name, undefined, index);
  const child = newFibre(run, {
    kind: 'iteration',
    parent: fibre,
    index,
    chronicle: fibre.chronicle,
    variables: work.variables,
    previous: started,
    target,
    input,
  });
  addChild(work.children, child);
  wake(run, child);
}

function join(run: Run, fibre: Fibre, visit: Visit, work: Iterations): Progress {
  record(run, fibre.chronicle, 'MapStateSucceeded', work.last);
  fibre.previous = work.last;
  visit.result = work.results;
  visit.value = work.results;
  visit.work = undefined;
  observe(run, fibre, visit, 'result', work.results);
  visit.step++;
  return 'on';
}
