import { type Fibre, noTimers, type Run } from './run.ts';

/** A new strand of work that is about to enter its first state. */
export function newFibre(
  run: Run,
  start: Pick<Fibre, 'kind' | 'parent' | 'index' | 'chronicle' | 'variables' | 'previous' | 'target' | 'input'>,
): Fibre {
  const fibre: Fibre = {
    id: ++run.counters.fibre,
    kind: start.kind,
    parent: start.parent,
    index: start.index,
    chronicle: start.chronicle,
    variables: start.variables,
    previous: start.previous,
    target: start.target,
    input: start.input,
    visit: undefined,
    fault: undefined,
    alive: true,
    queued: false,
    timers: noTimers,
  };
  run.fibres.set(fibre.id, fibre);
  return fibre;
}
