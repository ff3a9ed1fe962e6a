import { type Fibre, noTimers, type Run } from './run.ts';

/** A new strand of work that is about to enter its first state. */
export function newFibre(
  run: Run,
  start: Pick<Fibre, 'kind' | 'parent' | 'index' | 'chronicle' | 'variables' | 'previous' | 'target' | 'input'>,
): Fibre {
  return {
    id: ++run.counters.fibre,
    kind: start.kind,
    parent: start.parent,
    index: start.index,
    place: 0,
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
}

export function addChild(children: Fibre[], child: Fibre): void {
  child.place = children.length;
  children.push(child);
}

/** Takes a child out; the last one takes its place. */
export function removeChild(children: Fibre[], child: Fibre): void {
  const last = children.pop();
  if (last === undefined || last === child) return;
  last.place = child.place;
  children[child.place] = last;
}

/** The fibre and all below it that still count, parents before children. */
export function* familyOf(fibre: Fibre): Generator<Fibre> {
  yield fibre;
  for (const child of childrenOf(fibre)) yield* familyOf(child);
}

/** The strands that a fibre's state holds, in the order in which they began. */
export function childrenOf({ visit }: Fibre): Fibre[] {
  const work = visit?.work;
  return work === undefined || work.kind === 'task' ? [] : work.children.toSorted((a, b) => a.id - b.id);
}
