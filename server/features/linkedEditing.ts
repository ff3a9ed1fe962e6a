import type { LinkedEditingRanges } from 'vscode-languageserver/node';
import { transitionsIn } from '../../language/refactor/renameState.ts';
import { contains } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { toRange } from '../toLsp.ts';

/** A state's name and all transitions to it, which change together while somebody types; where all are quoted alike. */
export function linkedRangesAt(
  document: DocumentVersion,
  { machine }: Definition,
  offset: number,
): LinkedEditingRanges | undefined {
  const state = machine.states.find(({ nameRange }) => contains(nameRange, offset));
  if (state === undefined) return undefined;
  const { text } = document;
  const transitions = transitionsIn(state.scope).filter(({ target }) => target === state.name);
  const ranges = [state.nameRange, ...transitions.map(({ range }) => range)];
  const inner = ranges.map(({ start, end }) =>
    text[start] === '"' ? { start: start + 1, end: end - 1 } : { start, end },
  );
  const written = inner.map(({ start, end }) => text.slice(start, end));
  if (written.some((each) => each !== state.name)) return undefined;
  return { ranges: inner.map((range) => toRange(document, range)) };
}
