import type { Path, PathSegment } from '../../expressions/jsonPath.ts';

/** What a JSONPath becomes in JSONata, or why it becomes nothing. */
export type ConvertedPath =
  | { readonly kind: 'converted'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** The same place in JSONata. `input` is the expression for what `$` stands for. */
export function pathToJsonata(path: Path, input: string): ConvertedPath {
  const root = path.root === 'context' ? '$states.context' : path.root === 'variable' ? `$${path.variable}` : input;
  const many = path.segments.findIndex((segment) => segment.kind !== 'name' && segment.kind !== 'index');
  const definite = stepsOf(many === -1 ? path.segments : path.segments.slice(0, many));
  const each = path.segments[many];
  if (definite === undefined) return refused(path);
  if (each === undefined) return { kind: 'converted', text: root + definite };
  const rest = stepsOf(path.segments.slice(many + 1));
  const list = itemsOf(each, root + definite, path);
  if (rest === undefined || list === undefined) return refused(path);
  // The brackets keep an array of one, or of none, an array.
  if (rest === '') return { kind: 'converted', text: list === root + definite ? `[${list}]` : `[${list}[]]` };
  return { kind: 'converted', text: `[$map(${list}, function($v) { $v${rest} })[]]` };
}

/** The items that a wildcard or slice of an array selects. */
function itemsOf(segment: PathSegment, list: string, { text }: Path): string | undefined {
  if (segment.kind === 'wildcard') return text.startsWith('[', segment.start) ? list : undefined;
  if (segment.kind !== 'slice') return undefined;
  const { from = 0, to } = segment;
  if (from < 0 || (to !== undefined && to < 0)) return undefined;
  const end = to === undefined ? '' : ` and $i < ${to}`;
  return `$filter(${list}, function($v, $i) { $i >= ${from}${end} })`;
}

function refused({ text }: Path): ConvertedPath {
  return { kind: 'refused', reason: `The path ${text} has no plain counterpart in JSONata.` };
}

function stepsOf(segments: readonly PathSegment[]): string | undefined {
  const steps = segments.map((segment) => {
    if (segment.kind === 'index') return `[${segment.index}]`;
    return segment.kind === 'name' ? stepTo(segment.name) : undefined;
  });
  return steps.includes(undefined) ? undefined : steps.join('');
}

function stepTo(name: string): string | undefined {
  if (/^[A-Za-z_]\w*$/.test(name) && !words.has(name)) return `.${name}`;
  return name.includes('`') || name === '' ? undefined : `.\`${name}\``;
}

/** Words that mean something else in JSONata. */
const words: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);
