import type { Json } from '../json.ts';
import type { SyntaxNode, SyntaxProblem } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import { machineMeant } from './mockPlaces.ts';

/** A mock file in the format of Step Functions Local, read as far as it can be. Ranges of names include their quotes. */
export interface MockFile {
  readonly machines: ReadonlyMap<string, MockedMachine>;
  readonly responses: ReadonlyMap<string, MockedResponse>;
  readonly problems: readonly SyntaxProblem[];
}

export interface MockedMachine {
  readonly nameRange: TextRange;
  readonly testCases: ReadonlyMap<string, TestCase>;
}

export interface TestCase {
  readonly range: TextRange;
  readonly states: ReadonlyMap<string, MockedState>;
}

/** Which of the mocked responses a state answers with. */
export interface MockedState {
  readonly nameRange: TextRange;
  readonly response: string;
  readonly range: TextRange;
}

/** What a state answers, invocation by invocation. */
export interface MockedResponse {
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly entries: readonly MockEntry[];
}

export interface MockEntry {
  /** The invocations it answers, counted from 0, both included. */
  readonly first: number;
  readonly last: number;
  readonly outcome:
    | { readonly kind: 'return'; readonly value: Json; readonly node: SyntaxNode }
    | {
        readonly kind: 'throw';
        readonly error: string;
        readonly cause: string | undefined;
        readonly errorRange: TextRange;
      }
    | { readonly kind: 'broken'; readonly reason: string };
}

/** The machine of the file that `name` means: that of the same name, or the only one. */
export function machineNamed(file: MockFile, name: string): string | undefined {
  return machineMeant(file.machines.keys(), name);
}

/** The test cases for a state machine, in the order of the file. */
export function testCasesOf(file: MockFile, machine: string | undefined): readonly string[] {
  return [...((machine !== undefined && file.machines.get(machine)?.testCases.keys()) || [])];
}

/** Where the test cases for the state machine that `name` means name one of its states. */
export function mockedStateRanges(file: MockFile, name: string, state: string): readonly TextRange[] {
  const machine = file.machines.get(machineNamed(file, name) ?? '');
  return [...(machine?.testCases.values() ?? [])].flatMap(({ states }) => states.get(state)?.nameRange ?? []);
}
