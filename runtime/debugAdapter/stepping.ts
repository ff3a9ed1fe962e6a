import type { StepKind } from '../interpreter/gate.ts';
import type { Engine, Interest } from './engine.ts';

/** How far a step goes. `branch`: into the branch of that number. */
export type StepWish =
  | { readonly kind: 'over' | 'in' | 'out' | 'stage' }
  | { readonly kind: 'branch'; readonly index: number };

/** Whether a step that starts in a strand ends at a moment. */
export function stepEnds(engine: Engine, from: number, wish: StepWish): Interest {
  const around = ancestorsOf(engine, from);
  const { execution } = engine;
  const begun = new Set(execution.nested().map(({ id }) => id));
  const isBelow = (id: number | undefined): boolean => {
    const strand = id === undefined ? undefined : execution.strand(id);
    if (id === from || strand === undefined) return id === from;
    return isBelow(strand.parent ?? (begun.has(strand.execution) ? undefined : strand.starter));
  };
  // Nobody waits for an execution that was started without waiting: when it is over, whoever goes on is next.
  const outermost = [...around].at(-1) ?? from;
  const isUnawaited = execution.strand(outermost)?.kind === 'nested';
  const isOver = () => isUnawaited && execution.strand(outermost) === undefined;
  const goesOn = (strand: number) => strand === from || around.has(strand) || isOver();
  switch (wish.kind) {
    case 'over':
      return (strand, _state, _stage, kind) => kind === 'attempt' && goesOn(strand);
    case 'stage':
      return (strand, _state, _stage, kind) => isStage(kind) && goesOn(strand);
    case 'in':
      return (strand, _state, _stage, kind) => isStage(kind) && (goesOn(strand) || isBelow(strand));
    case 'out':
      return (strand, _state, _stage, kind) => isStage(kind) && strand !== from && goesOn(strand);
    case 'branch':
      return (strand, _state, _stage, kind) => {
        if (kind !== 'attempt') return false;
        const found = execution.strand(strand);
        return strand === from || (found?.parent === from && found.index === wish.index);
      };
    default:
      return wish satisfies never;
  }
}

function isStage(kind: StepKind): boolean {
  return kind !== 'entry' && kind !== 'within';
}

function ancestorsOf({ execution }: Engine, strand: number): ReadonlySet<number> {
  const around = new Set<number>();
  for (let at = execution.strand(strand)?.parent; at !== undefined; at = execution.strand(at)?.parent) around.add(at);
  return around;
}
