import { isDeepStrictEqual } from 'node:util';
import { evaluatePath } from '../../language/expressions/evaluatePath.ts';
import { isReferencePath, type Path } from '../../language/expressions/jsonPath.ts';
import { parsePath } from '../../language/expressions/parsePath.ts';
import { isObject, type Json, member } from '../../language/json.ts';
import type { Stage } from '../interpreter/observe.ts';
import type { Strand } from '../interpreter/strands.ts';
import type { Hit } from './breakpoints.ts';
import { type Conditions, conditionProblem, Hits } from './conditions.ts';
import type { Placed } from './placing.ts';
import { shortened } from './words.ts';

/** A place that is watched: `$name`, `$name.path`, or `$.path` in the data that goes from state to state. */
export interface WatchWish extends Conditions {
  readonly dataId: string;
}

interface Watch {
  readonly id: number;
  readonly path: Path;
  readonly hits: Hits;
}

/** The path that an identifier of a data breakpoint means; undefined for what cannot be watched. */
export function watchedPath(dataId: string): Path | undefined {
  const path = parsePath(dataId);
  if (path.kind !== 'path' || path.root === 'context' || path.variable === 'states') return undefined;
  return isReferencePath(path) ? path : undefined;
}

/** Data breakpoints: they stop a run when a variable is assigned, or a place in a variable or in the data changes. */
export class Watches {
  #watches: readonly Watch[] = [];
  #changed: { readonly watch: Watch; readonly words: string }[] = [];

  set(wishes: readonly WatchWish[], nextId: () => number): readonly Placed[] {
    const watches: Watch[] = [];
    const placed = wishes.map((wish): Placed => {
      const id = nextId();
      const path = watchedPath(wish.dataId);
      const message = path ? conditionProblem(wish, undefined) : `${wish.dataId} cannot be watched.`;
      if (path === undefined || message !== undefined) return { id, verified: false, ...(message && { message }) };
      watches.push({ id, path, hits: new Hits(wish) });
      return { id, verified: true };
    });
    this.#watches = watches;
    this.#changed = [];
    return placed;
  }

  get isEmpty(): boolean {
    return this.#watches.length === 0;
  }

  get hasChanged(): boolean {
    return this.#changed.length > 0;
  }

  /** What changed while the run went back is no reason to stop. */
  forget(): void {
    this.#changed = [];
  }

  /** Told of a value that a state makes, while the strand and its stages are still those from before. */
  see(strand: Strand, stages: readonly (readonly [Stage, Json])[], stage: Stage, value: Json): void {
    for (const watch of this.#watches) {
      const words =
        watch.path.root === 'variable'
          ? stage === 'variables' && assignment(watch.path, strand.variables, value)
          : wholeStages.has(stage) && changeOfData(watch.path, stages, value);
      if (words) this.#changed.push({ watch, words });
    }
  }

  /** What has changed since it was asked last, where the conditions hold. */
  async takeHit(strand: Strand, position: number): Promise<Hit | undefined> {
    const changed = this.#changed;
    this.#changed = [];
    for (const { watch, words } of changed) {
      if (await watch.hits.countIn(strand, position))
        return { reason: 'data breakpoint', ids: [watch.id], text: words };
    }
    return undefined;
  }
}

/** The stages whose value is all of the data; the others make something of a part of it. */
const wholeStages: ReadonlySet<Stage> = new Set(['input', 'afterResultPath', 'output']);

function changeOfData(path: Path, stages: readonly (readonly [Stage, Json])[], value: Json): string | undefined {
  const before = stages.findLast(([stage]) => wholeStages.has(stage));
  return before && changeIn(path, valueAt(path, before[1]), valueAt(path, value));
}

function assignment(path: Path, variables: Strand['variables'], assigned: Json): string | undefined {
  const name = path.variable ?? '';
  const value = isObject(assigned) ? member(assigned, name) : undefined;
  if (value === undefined) return undefined;
  if (path.segments.length === 0) return `$${name} was assigned.`;
  return changeIn(path, valueAt(path, variables.get(name)), valueAt(path, value));
}

function changeIn({ text }: Path, before: Json | undefined, after: Json | undefined): string | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  const words = (value: Json | undefined) => (value === undefined ? 'nothing' : shortened(JSON.stringify(value)));
  return `${text} changed from ${words(before)} to ${words(after)}.`;
}

/** What a path selects below the value that stands for its root. */
function valueAt(path: Path, value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : evaluatePath(path, { input: value, context: {}, variable: () => value });
}
