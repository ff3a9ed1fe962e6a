import type { Json, JsonObject } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import type { PathData } from './evaluation.ts';
import type { Path, PathSegment, PathSelector } from './jsonPath.ts';

/**
 * What a path selects: the value of a definite path, the array of all values of any other.
 * Undefined when a definite path leads nowhere or the variable was never assigned; `explainNothing` then says why.
 */
export function evaluatePath(path: Path, data: PathData): Json | undefined {
  const root = rootOf(path, data);
  return root === undefined ? undefined : select(path.segments, root, root, path.definite);
}

/** What `segments` select below `value`; `root` is what `$` means in filters. */
export function select(segments: readonly PathSegment[], value: Json, root: Json, definite: boolean): Json | undefined {
  if (definite) return walk(segments, value, root);
  const found: Json[] = [];
  collect(segments, 0, value, root, found);
  return found;
}

function rootOf(path: Path, data: PathData): Json | undefined {
  switch (path.root) {
    case 'input':
      return data.input;
    case 'context':
      return data.context;
    case 'variable':
      return data.variable(path.variable ?? '');
    default:
      return path.root satisfies never;
  }
}

function walk(segments: readonly PathSegment[], value: Json, root: Json): Json | undefined {
  let at: Json | undefined = value;
  for (const segment of segments) {
    if (segment.kind === 'name') at = nameIn(at, segment.name);
    else if (segment.kind === 'index') at = indexIn(at, segment.index);
    else return applyFunction(segments, value, root);
    if (at === undefined) return undefined;
  }
  return at;
}

function applyFunction(segments: readonly PathSegment[], value: Json, root: Json): Json | undefined {
  const last = segments.at(-1);
  if (last?.kind !== 'function') return undefined;
  const rest = segments.slice(0, -1);
  const definite = rest.every((segment) => segment.kind === 'name' || segment.kind === 'index');
  const argument = select(rest, value, root, definite);
  return argument === undefined ? undefined : last.apply(argument);
}

function nameIn(value: Json, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as JsonObject)[name]
    : undefined;
}

function indexIn(value: Json, index: number): Json | undefined {
  if (!isArray(value)) return undefined;
  return value[index < 0 ? value.length + index : index];
}

function collect(segments: readonly PathSegment[], at: number, value: Json, root: Json, found: Json[]): void {
  const segment = segments[at];
  if (segment === undefined) found.push(value);
  else for (const item of selected(segment, value, root)) collect(segments, at + 1, item, root, found);
}

function selected(selector: PathSelector, value: Json, root: Json): readonly Json[] {
  switch (selector.kind) {
    case 'name':
      return listOf(nameIn(value, selector.name));
    case 'index':
      return listOf(indexIn(value, selector.index));
    case 'names':
      return selector.names.flatMap((name) => listOf(nameIn(value, name)));
    case 'indexes':
      return selector.indexes.flatMap((index) => listOf(indexIn(value, index)));
    case 'slice':
      return isArray(value) ? value.slice(selector.from, selector.to) : [];
    case 'wildcard':
      return childrenOf(value);
    case 'filter':
      return candidatesOf(value).filter((item) => selector.test(item, root));
    case 'descendants':
      return nodesOf(value).flatMap((node) => selected(selector.selector, node, root));
    case 'function':
      return listOf(selector.apply(value));
    default:
      return selector satisfies never;
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value];
}

function childrenOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** A filter tests the items of an array; an object it tests as a whole. */
function candidatesOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? [value] : [];
}

/** The value and everything in it, parents before children. */
function nodesOf(value: Json): readonly Json[] {
  const nodes: Json[] = [];
  const pending: Json[] = [value];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes.push(node);
    for (const child of childrenOf(node).toReversed()) pending.push(child);
  }
  return nodes;
}

/** Why a path has no value. */
export interface Nothing {
  /** The words of the service's JSONPath library: `No results for path: $['a']['x']`. */
  readonly text: string;
  /** True when the path ended in an index past the end of an array that is there. */
  readonly pastEnd: boolean;
}

/** Call it only for a path that evaluated to undefined. */
export function explainNothing(path: Path, data: PathData): Nothing {
  let value = rootOf(path, data);
  for (const [at, segment] of path.segments.entries()) {
    if (value === undefined) break;
    const next: Json | undefined =
      segment.kind === 'name'
        ? nameIn(value, segment.name)
        : segment.kind === 'index'
          ? indexIn(value, segment.index)
          : undefined;
    if (next === undefined) return missingStep(path, at, value);
    value = next;
  }
  return { text: `No results for path: ${normalised(path.segments)}`, pastEnd: false };
}

function missingStep(path: Path, at: number, value: Json): Nothing {
  const upTo = normalised(path.segments.slice(0, at + 1));
  const isLast = at === path.segments.length - 1;
  if (path.segments[at]?.kind === 'index') {
    if (isArray(value)) return { text: `No results for path: ${normalised(path.segments)}`, pastEnd: isLast };
    const shown = normalised(path.segments.slice(at, at + 1)).slice(1);
    return {
      text: `Filter: ${shown} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`,
      pastEnd: false,
    };
  }
  if (!isLast && isObject(value)) return { text: `Missing property in path ${upTo}`, pastEnd: false };
  return { text: `No results for path: ${normalised(path.segments)}`, pastEnd: false };
}

function normalised(segments: readonly PathSegment[]): string {
  const steps = segments.map((segment) => {
    if (segment.kind === 'name') return `['${segment.name}']`;
    return segment.kind === 'index' ? `[${segment.index}]` : '';
  });
  return `$${steps.join('')}`;
}
