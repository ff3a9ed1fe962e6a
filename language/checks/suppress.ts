import type { State, StateMachine } from '../model/stateMachine.ts';
import type { CommentText, ParsedText } from '../syntax/syntaxTree.ts';
import type { Finding } from './finding.ts';

/** `stepwise-ignore` alone silences everything in a state; with codes after it, only those. */
const directive = /\bstepwise-ignore\b:?((?:[\s,]+(?:hint\.[\w-]+|[A-Z]+(?:_[A-Z]+)+))*)/;

/**
 * Leaves out what a state's author does not want to hear: a directive in the state's Comment, or in a JSON or
 * YAML comment inside the state or just before it. A directive in the Comment of the state machine counts for all.
 */
export function suppressed(
  findings: readonly Finding[],
  machine: StateMachine,
  { comments = [] }: ParsedText,
): readonly Finding[] {
  const directives = directivesIn(machine, comments);
  if (directives.length === 0) return findings;
  return findings.filter(
    ({ code, range }) =>
      !directives.some(
        ({ codes, from, to }) => from <= range.start && range.end <= to && (codes === 'all' || codes.has(code)),
      ),
  );
}

interface Directive {
  readonly codes: 'all' | ReadonlySet<string>;
  readonly from: number;
  readonly to: number;
}

function directivesIn(machine: StateMachine, comments: readonly CommentText[]): readonly Directive[] {
  const found: Directive[] = [];
  const add = (text: string | undefined, { start, end }: State['range']) => {
    const match = text?.includes('stepwise-ignore') ? directive.exec(text) : null;
    if (match === null) return;
    const codes = match[1]?.split(/[\s,]+/).filter((code) => code !== '') ?? [];
    found.push({ codes: codes.length === 0 ? 'all' : new Set(codes), from: start, to: end });
  };
  add(machine.top.comment, machine.top.node.range);
  for (const state of machine.states) add(state.comment, state.range);
  for (const { text, range } of comments) {
    const state = directive.test(text) ? stateAt(machine.states, range.start) : undefined;
    if (state) add(text, state.range);
  }
  return found;
}

/** The state right after the offset, else the innermost state that holds it. */
function stateAt(states: readonly State[], offset: number): State | undefined {
  const holding = states.findLast(({ range }) => range.start <= offset && offset < range.end);
  const next = states.find(({ range }) => range.start >= offset);
  if (holding === undefined || next === undefined) return holding ?? next;
  if (next.range.start > holding.range.end) return holding;
  // Between the comment and a state inside it, the holding state may go on with fields of its own.
  const goesOn = holding.fields.list.some(
    ({ member: { range } }) => offset < range.start && range.start < next.range.start,
  );
  return goesOn ? holding : next;
}
