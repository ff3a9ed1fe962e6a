import { type Json, objectOf } from '../language/json.ts';
import { parseMocks } from '../language/mocks/parseMocks.ts';
import { parseJson } from '../language/syntax/parseJson.ts';
import { memberOf, type ObjectNode, type SyntaxNode } from '../language/syntax/syntaxTree.ts';
import type { TextEdit } from '../language/text.ts';

/** An answer that somebody gave during a run, and where it belongs. */
export interface RememberedAnswer {
  readonly machine: string;
  readonly testCase: string;
  readonly state: string;
  readonly invocation: number;
  readonly outcome: { readonly Return: Json } | { readonly Throw: { readonly Error: string; readonly Cause: string } };
}

/**
 * The one replacement that brings an answer into the text of a mock file; an empty text becomes a whole file.
 * Everything else stays as it is written. Undefined for a text that is no mock file to begin with.
 */
export function rememberAnswer(text: string, remembered: RememberedAnswer): TextEdit | undefined {
  const { machine, testCase, state, invocation, outcome } = remembered;
  const before = text.trim() === '' ? '{}\n' : text;
  const { root, problems } = parseJson(before);
  if (root?.kind !== 'object' || problems.some(({ severity }) => severity === 'error')) return undefined;
  const { machines, responses } = parseMocks(before);
  const known = machines.get(machine)?.testCases.get(testCase)?.states.get(state)?.response;
  const name = known ?? freeName(state, responses);
  const answered = responses.get(name)?.entries.length ?? 0;
  const key = answered === 0 && invocation > 0 ? `0-${invocation}` : String(invocation);
  const place = ['StateMachines', machine, 'TestCases', testCase, state];
  const withState = known === undefined ? withValue(before, place, name) : before;
  const after = withState && withValue(withState, ['MockedResponses', name, key], outcome);
  return after === undefined ? undefined : differenceOf(text, after);
}

function freeName(state: string, taken: ReadonlyMap<string, unknown>): string {
  const base = `${state.replace(/[^\p{L}\p{N}]/gu, '') || 'State'}Answer`;
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
  return name;
}

/** The text with a value at `path`, which is not there yet; objects on the way are made. Undefined where something else is in the way. */
export function withValue(text: string, path: readonly string[], value: Json): string | undefined {
  let node: SyntaxNode | undefined = parseJson(text).root;
  for (const [depth, key] of path.entries()) {
    if (node?.kind !== 'object') return undefined;
    const next: SyntaxNode | undefined = memberOf(node, key)?.value;
    if (next === undefined) {
      const nested = path.slice(depth + 1).reduceRight<Json>((inner, name) => objectOf([[name, inner]]), value);
      return withMember(text, node, key, nested, depth);
    }
    node = next;
  }
  return undefined;
}

/** The text with a member at the end of an object. */
function withMember(text: string, { range, members }: ObjectNode, key: string, value: Json, depth: number): string {
  const unit = indentUnit(text);
  const indent = unit.repeat(depth + 1);
  const json = JSON.stringify(value, undefined, unit).replaceAll('\n', `\n${indent}`);
  const last = members.at(-1);
  const at = last?.range.end ?? range.start + 1;
  const member = `${last ? ',' : ''}\n${indent}${JSON.stringify(key)}: ${json}`;
  const closing = /\n\s*}$/.test(text.slice(at, range.end)) ? '' : `\n${unit.repeat(depth)}`;
  return text.slice(0, at) + member + closing + text.slice(at);
}

/** How the file is indented, by its first indented line. */
function indentUnit(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** The one span in which two texts differ. */
export function differenceOf(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}
