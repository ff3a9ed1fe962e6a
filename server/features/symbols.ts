import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import type { Scope, State } from '../../language/model/stateMachine.ts';
import { inFlowOrder } from '../../language/refactor/sortStates.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { toRange } from '../toLsp.ts';

/**
 * The states of a document in the order in which they run; branches and iterations inside their states, and those of a
 * template inside their state machines.
 */
export function symbolsOf(document: DocumentVersion): DocumentSymbol[] {
  return document.definitions.flatMap((definition) => symbolsOfMachine(document, definition));
}

function symbolsOfMachine(document: DocumentVersion, { declared, machine, root }: Definition): DocumentSymbol[] {
  const states = symbolsIn(document, machine.top);
  const { title, titleRange } = declared;
  if (title === undefined || root === undefined) return states;
  const range = { start: Math.min(titleRange.start, root.range.start), end: Math.max(titleRange.end, root.range.end) };
  return [
    {
      name: title,
      detail: 'state machine',
      kind: SymbolKind.Module,
      range: toRange(document, range),
      selectionRange: toRange(document, titleRange),
      children: states,
    },
  ];
}

function symbolsIn(document: DocumentVersion, scope: Scope): DocumentSymbol[] {
  return inFlowOrder(scope).map((state) => ({
    name: state.name || '""',
    detail: state.type,
    kind: kinds[state.type],
    range: toRange(document, state.range),
    selectionRange: toRange(document, state.nameRange),
    children: insideOf(document, state),
  }));
}

function insideOf(document: DocumentVersion, state: State): DocumentSymbol[] {
  if (state.type === 'Map') return 'kind' in state.processor ? [] : symbolsIn(document, state.processor);
  if (state.type !== 'Parallel') return [];
  return state.branches.map((branch, index) => {
    const range = toRange(document, branch.node.range);
    return {
      name: `Branch ${index + 1}`,
      kind: SymbolKind.Namespace,
      range,
      selectionRange: range,
      children: symbolsIn(document, branch),
    };
  });
}

const kinds: Readonly<Record<State['type'], SymbolKind>> = {
  Task: SymbolKind.Function,
  Pass: SymbolKind.Variable,
  Choice: SymbolKind.Enum,
  Wait: SymbolKind.Event,
  Succeed: SymbolKind.Constant,
  Fail: SymbolKind.Constant,
  Parallel: SymbolKind.Module,
  Map: SymbolKind.Array,
  Broken: SymbolKind.Null,
};
