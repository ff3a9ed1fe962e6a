import type { StepKind } from '../interpreter/gate.ts';
import type { Engine, Interest } from './engine.ts';

/** How far a step goes. `branch`: into the branch of that number. */
export type StepWish =
  | { readonly kind: 'over' | 'in' | 'out' | 'stage' }
  | { readonly kind: 'branch'; readonly index: number };

/** Whether a step that starts in a strand ends at a moment. */
export function stepEnds(engine: Engine, from: number, wish: StepWish): Interest {
  const around = ancestorsOf(engine, from);
  const parentOf = (strand: number) => engine.execution.strand(strand)?.parent;
  const isBelow = (strand: number | undefined): boolean =>
    strand !== undefined && (strand === from || isBelow(parentOf(strand)));
  switch (wish.kind) {
    case 'over':
      return (strand, _state, _stage, kind) => kind === 'attempt' && (strand === from || around.has(strand));
    case 'stage':
      return (strand, _state, _stage, kind) => isStage(kind) && (strand === from || around.has(strand));
    case 'in':
      return (strand, _state, _stage, kind) => isStage(kind) && (around.has(strand) || isBelow(strand));
    case 'out':
      return (strand, _state, _stage, kind) => isStage(kind) && around.has(strand);
    case 'branch':
      return (strand, _state, _stage, kind) => {
        if (kind !== 'attempt') return false;
        const found = engine.execution.strand(strand);
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
