import type { Json } from '../json.ts';

/** A JSONPath as ASL writes it, parsed: `$.a`, `$$.Execution.Id`, `$variable.b[0]`. */
export interface Path {
  readonly kind: 'path';
  readonly text: string;
  /** What the path starts from: the data at hand (`$`), the context object (`$$`), or a variable (`$name`). */
  readonly root: 'input' | 'context' | 'variable';
  /** The variable's name, for the root `variable`. */
  readonly variable: string | undefined;
  readonly segments: readonly PathSegment[];
  /** True when the path selects at most one value; the value of any other path is the array of all it selects. */
  readonly definite: boolean;
}

/** One step of a path, with its place in the path's text. */
export type PathSegment = PathSelector & { readonly start: number; readonly end: number };

export type PathSelector =
  | { readonly kind: 'name'; readonly name: string }
  /** Negative indexes count from the end. */
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'filter'; readonly test: PathTest }
  /** `..`: the selector applied to the value and to everything in it. */
  | { readonly kind: 'descendants'; readonly selector: PathSelector }
  /** `.length()` and its kin, at the end of a path. */
  | { readonly kind: 'function'; readonly apply: PathFunction };

/** The condition of a filter, on one item; `root` is what `$` means inside the filter. */
export type PathTest = (item: Json, root: Json) => boolean;

export type PathFunction = (value: Json) => Json | undefined;

/** Text that is no path. Offsets are within that text. */
export interface PathProblem {
  readonly kind: 'problem';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** True for a path that names a single node: names and indexes only, as `ResultPath` and `Variable` need it. */
export function isReferencePath(path: Path): boolean {
  return path.segments.every((segment) => segment.kind === 'name' || segment.kind === 'index');
}
