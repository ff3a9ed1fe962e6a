/** Something around the end of a half-typed expression that says what names mean there. Outer ones come first. */
export type OpenPart =
  | { readonly kind: 'name'; readonly name: string; readonly value: LocalValue }
  /** Bare names and `$` are read of each value that this text gives: inside a predicate, or after a step. */
  | { readonly kind: 'item'; readonly of: string };

/** What a name of an expression's own stands for: `text` is the expression that it comes from. */
export interface LocalValue {
  readonly kind: 'value' | 'item' | 'member' | 'number' | 'string' | 'unknown';
  readonly text: string;
}

/** A bracket that is not closed yet. */
interface Frame {
  readonly start: number;
  readonly parts: OpenPart[];
  /** The function whose arguments these are, the first of them when it is written, and how many are. */
  readonly call?: { readonly name: string; first: string | undefined; argument: number };
  /** The names between the brackets of `function(…)`, until its body begins. */
  parameters?: string[] | undefined;
  /** Where the argument, member or statement begins, and the value within it that a step could follow. */
  segment: number;
  operand: number | undefined;
  binding?: { readonly name: string; readonly start: number } | undefined;
  /** What `~>` passes on. */
  piped?: string | undefined;
}

const tokens =
  /\s+|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[\s\S]|[^'\\])*'?|`[^`]*`?|\$*[\p{ID_Start}_][\p{ID_Continue}]*|\$+|\d+(?:\.\d+)?|:=|~>|\.\.|[\s\S]/gu;

/** What is still open at the end of a text that may be cut anywhere, without its delimiters. */
export function openParts(text: string): readonly OpenPart[] {
  const open: Frame[] = [frameAt(0)];
  let before = '';
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (/^(?:\s|\/\*)/.test(token)) continue;
    const frame = open.at(-1) ?? frameAt(0);
    if (/^[([{]$/.test(token)) open.push(opened(text, token, index, frame, before));
    else if (/^[)\]}]$/.test(token)) close(open);
    else take(text, token, index, frame, before);
    before = token;
  }
  return open.flatMap(({ parts }) => parts);
}

function frameAt(start: number): Frame {
  return { start, parts: [], segment: start, operand: undefined };
}

function opened(text: string, bracket: string, index: number, frame: Frame, before: string): Frame {
  const inner = { ...frameAt(index + 1), start: index };
  if (isFunction(before)) return { ...inner, parameters: [] };
  if (bracket === '{' && frame.parameters) {
    const parts = parametersOf(frame.parameters, frame.call);
    frame.parameters = undefined;
    return { ...inner, parts };
  }
  if (bracket === '(' && /^\$\S/.test(before)) {
    const { piped } = frame;
    return { ...inner, call: { name: before, first: piped, argument: piped === undefined ? 0 : 1 } };
  }
  const steps = before === '.' || before === '^' || bracket !== '(';
  if (frame.operand === undefined || !steps) return inner;
  const of = text.slice(frame.operand, index).replace(/[.^]\s*$/, '');
  return { ...inner, parts: [{ kind: 'item', of }] };
}

function close(open: Frame[]): void {
  if (open.length === 1) return;
  const inner = open.pop();
  const outer = open.at(-1);
  if (!inner || !outer) return;
  if (inner.parameters) outer.parameters = inner.parameters;
  outer.operand ??= inner.start;
}

function take(text: string, token: string, index: number, frame: Frame, before: string): void {
  const end = index + token.length;
  switch (token) {
    case '.':
    case '^':
      return;
    case ',':
      if (frame.call?.argument === 0) frame.call.first = text.slice(frame.segment, index);
      if (frame.call) frame.call.argument++;
      begin(frame, end);
      return;
    case ':':
      begin(frame, end);
      return;
    case ';':
      if (frame.binding) frame.parts.push(bound(frame.binding, text.slice(frame.binding.start, index)));
      begin(frame, end);
      return;
    case ':=':
      begin(frame, end);
      frame.binding = { name: before.slice(1), start: end };
      return;
    case '~>':
      frame.piped = text.slice(frame.segment, index);
      frame.operand = undefined;
      return;
    default:
      if (isWord(token)) takeWord(token, index, frame);
      else if (before !== '.') frame.operand = undefined;
  }
}

function takeWord(word: string, index: number, frame: Frame): void {
  if (frame.parameters && word.startsWith('$')) frame.parameters.push(word.slice(1));
  if (/^(?:and|or|in)$/.test(word) && frame.operand !== undefined) frame.operand = undefined;
  else frame.operand ??= index;
}

function begin(frame: Frame, segment: number): void {
  Object.assign(frame, { segment, operand: undefined, binding: undefined, piped: undefined });
}

function bound({ name }: { readonly name: string }, text: string): OpenPart {
  return { kind: 'name', name, value: { kind: 'value', text } };
}

function isWord(token: string): boolean {
  return /^["'`$\d\p{ID_Start}_]/u.test(token);
}

function isFunction(word: string): boolean {
  return word === 'function' || word === 'λ';
}

/** What the functions that take a function pass to it. */
const passed: Readonly<Record<string, readonly LocalValue['kind'][]>> = {
  $map: ['item', 'number', 'value'],
  $filter: ['item', 'number', 'value'],
  $single: ['item', 'number', 'value'],
  $reduce: ['unknown', 'item', 'number', 'value'],
  $sort: ['item', 'item'],
  $each: ['member', 'string'],
  $sift: ['member', 'string'],
};

function parametersOf(names: readonly string[], call: Frame['call']): OpenPart[] {
  const kinds = (call?.argument === 1 && Object.hasOwn(passed, call.name) && passed[call.name]) || [];
  const text = call?.first ?? '';
  return names.map((name, at) => ({ kind: 'name', name, value: { kind: kinds[at] ?? 'unknown', text } }));
}
