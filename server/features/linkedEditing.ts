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
  // What YAML's aliases bring to several places is written once.
  const written = [...new Map(ranges.map((range) => [range.start, range])).values()];
  const inner = written.map(({ start, end }) =>
    text[start] === '"' ? { start: start + 1, end: end - 1 } : { start, end },
  );
  if (inner.some(({ start, end }) => text.slice(start, end) !== state.name)) return undefined;
  return { ranges: inner.map((range) => toRange(document, range)) };
}
