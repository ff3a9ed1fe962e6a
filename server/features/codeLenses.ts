import type { CodeLens, Command } from 'vscode-languageserver/node';
import type { Scope, State, Transition } from '../../language/model/stateMachine.ts';
import { transitionsIn } from '../../language/refactor/renameState.ts';
import type { TextRange } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Settings } from '../settings.ts';
import { toRange } from '../toLsp.ts';
import { scopesOf } from './names.ts';

/** What can be started above a machine and above its states, and how many ways lead to each of them. */
export function lensesOf(document: DocumentVersion, { codeLens }: Settings): CodeLens[] {
  return document.definitions.flatMap((definition) => [
    ...(codeLens.run ? machineLenses(document, definition) : []),
    ...(codeLens.transitions ? wayLenses(document, definition) : []),
    ...(codeLens.states ? stateLenses(document, definition) : []),
  ]);
}

function machineLenses(document: DocumentVersion, { root, declared }: Definition): CodeLens[] {
  if (root?.kind !== 'object' || root.members.length === 0) return [];
  const here = declared.title === undefined ? [document.uri] : [document.uri, declared.title];
  return machineCommands.map((command) => lens(document, root.range, { ...command, arguments: here }));
}

const machineCommands = [
  { title: 'Run', command: 'stepwise.runWorkflow' },
  { title: 'Debug', command: 'stepwise.debugWorkflow' },
  { title: 'Graph', command: 'stepwise.openGraph' },
];

function wayLenses(document: DocumentVersion, { machine }: Definition): CodeLens[] {
  return [...scopesOf(machine)].flatMap((scope) => {
    const ways = waysByTarget(scope);
    return [...scope.states.values()].map((state) => wayLens(document, state, ways.get(state.name) ?? []));
  });
}

function waysByTarget(scope: Scope): ReadonlyMap<string, readonly Transition[]> {
  const ways = new Map<string, Transition[]>();
  for (const transition of transitionsIn(scope)) {
    const known = ways.get(transition.target);
    if (known) known.push(transition);
    else ways.set(transition.target, [transition]);
  }
  return ways;
}

function wayLens(document: DocumentVersion, { nameRange }: State, ways: readonly Transition[]): CodeLens {
  const { uri } = document;
  const title = ways.length === 1 ? '1 transition in' : `${ways.length || 'no'} transitions in`;
  const locations = ways.map(({ range }) => ({ uri, range: toRange(document, range) }));
  const place = toRange(document, nameRange).start;
  const command = ways.length === 0 ? '' : 'stepwise.showTransitions';
  return lens(document, nameRange, { title, command, arguments: [uri, place, locations] });
}

function stateLenses(document: DocumentVersion, { declared, machine }: Definition): CodeLens[] {
  return machine.states
    .filter(({ type }) => type !== 'Broken')
    .flatMap(({ type, name, nameRange }) => {
      const here = [document.uri, name, declared.title];
      const run = { title: 'Run this state', command: 'stepwise.runState', arguments: here };
      const edit = { title: 'Edit in form', command: 'stepwise.editTask', arguments: here };
      return (type === 'Task' ? [run, edit] : [run]).map((command) => lens(document, nameRange, command));
    });
}

function lens(document: DocumentVersion, { start }: TextRange, command: Command): CodeLens {
  return { range: toRange(document, { start, end: start }), command };
}
