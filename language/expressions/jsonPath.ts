/** A JSONPath as ASL writes it, parsed: `$.a`, `$$.Execution.Id`, `$variable.b[0]`. */
export interface Path {
  readonly text: string;
  /** What the path starts from: the data at hand (`$`), the context object (`$$`), or a variable (`$name`). */
  readonly root: 'input' | 'context' | 'variable';
  /** The variable's name, for the root `variable`. */
  readonly variable: string | undefined;
  readonly segments: readonly PathSegment[];
  /** True when the path selects at most one node: names and single indexes only. */
  readonly definite: boolean;
}

export type PathSegment =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'selector'; readonly text: string };
