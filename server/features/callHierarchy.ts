import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { State, Transition } from '../../language/model/stateMachine.ts';
import { transitionsOf } from '../../language/model/transitions.ts';
import { stateAround } from '../../language/refactor/findNode.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { toOffset, toRange } from '../toLsp.ts';

/** The state at the cursor: the one named there, or the one around it. */
export function callItemsAt(document: DocumentVersion, { machine }: Definition, offset: number): CallHierarchyItem[] {
  const around = stateAround(machine, offset);
  const named = around && transitionsOf(around).find(({ range }) => range.start <= offset && offset <= range.end);
  const state = (named && around.scope.states.get(named.target)) ?? around;
  return state ? [itemOf(document, state)] : [];
}

/** The states that lead here, with the places where they say so. */
export function incomingCalls(document: DocumentVersion, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const state = stateOf(document, item);
  if (state === undefined) return [];
  return [...state.scope.states.values()].flatMap((from) => {
    const ways = transitionsOf(from).filter(({ target }) => target === state.name);
    return ways.length === 0 ? [] : [{ from: itemOf(document, from), fromRanges: rangesOf(document, ways) }];
  });
}

/** The states that this one leads to. */
export function outgoingCalls(document: DocumentVersion, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const state = stateOf(document, item);
  if (state === undefined) return [];
  const transitions = transitionsOf(state);
  return [...new Set(transitions.map(({ target }) => target))].flatMap((target) => {
    const to = state.scope.states.get(target);
    const ways = transitions.filter((each) => each.target === target);
    return to ? [{ to: itemOf(document, to), fromRanges: rangesOf(document, ways) }] : [];
  });
}

function itemOf(document: DocumentVersion, state: State): CallHierarchyItem {
  return {
    name: state.name,
    detail: state.type,
    kind: SymbolKind.Function,
    uri: document.uri,
    range: toRange(document, state.range),
    selectionRange: toRange(document, state.nameRange),
  };
}

function stateOf(document: DocumentVersion, { selectionRange }: CallHierarchyItem): State | undefined {
  const offset = toOffset(document, selectionRange.start);
  return document.definitionAt(offset)?.machine.states.find(({ nameRange }) => nameRange.start === offset);
}

function rangesOf(document: DocumentVersion, transitions: readonly Transition[]) {
  return transitions.map(({ range }) => toRange(document, range));
}
