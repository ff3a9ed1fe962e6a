import type { Catcher, State } from '../../language/model/stateMachine.ts';
import type { TextRange } from '../../language/text.ts';
import type { Program } from '../program.ts';

/** Lines count from 0. */
export function lineOf({ lines }: Program, range: TextRange): number {
  return lines.positionAt(range.start).line;
}

/** The innermost state that has text on a line. */
export function stateOnLine(program: Program, line: number): State | undefined {
  const { lines, machine } = program;
  const from = lines.offsetAt({ line, character: 0 });
  const to = lines.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
  const there = machine.states.filter(({ range }) => range.start <= to && range.end >= from);
  const size = ({ range }: State) => range.end - range.start;
  return there.reduce<State | undefined>((best, each) => (best && size(best) <= size(each) ? best : each), undefined);
}

/** The fields of a state that have text on a line. */
export function fieldsOnLine(program: Program, state: State, line: number) {
  return state.fields.list.filter(({ member }) => isOnLine(program, member.range, line));
}

/** The catcher that has text on a line, when it is only one. */
export function catcherOnLine(program: Program, state: State, line: number): Catcher | undefined {
  const there = 'catch' in state ? state.catch.filter(({ range }) => isOnLine(program, range, line)) : [];
  return there.length === 1 ? there[0] : undefined;
}

function isOnLine({ lines }: Program, { start, end }: TextRange, line: number): boolean {
  return lines.positionAt(start).line <= line && line <= lines.positionAt(end).line;
}
