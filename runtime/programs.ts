import type { State, StateMachine } from '../language/model/stateMachine.ts';
import { memberOf } from '../language/syntax/syntaxTree.ts';
import type { NestedMachine } from './interpreter/execution.ts';
import { loadProgram, type Program } from './program.ts';
import { startedProgram } from './startedProgram.ts';

/** The program that is debugged, and those that its tasks start. */
export class Programs {
  readonly main: Program;
  readonly #all: Program[];
  /** What each program means by an ARN. */
  readonly #started = new Map<Program, Map<string, Program | undefined>>();
  /** Called when a task has started one that nobody knew of before. */
  found: (program: Program) => void = () => {};

  constructor(main: Program) {
    this.main = main;
    this.#all = [main];
  }

  /** All that are known, those that their tasks name in so many words included. Their files are read for that. */
  static around(main: Program): Programs {
    const programs = new Programs(main);
    for (const program of programs.#all) {
      for (const arn of program.machine.states.flatMap(arnIn)) programs.#find(program, arn);
    }
    return programs;
  }

  /** The same programs as their files are now. Throws a `Refusal` when the main one cannot be read. */
  again(): Programs {
    return Programs.around(loadProgram(this.main.place));
  }

  get all(): readonly Program[] {
    return this.#all;
  }

  /** Those whose definitions are in a file. */
  at(path: string | undefined): readonly Program[] {
    return this.#all.filter((program) => program.path === path);
  }

  /** Whether a change of the file may change them. */
  areIn(file: string): boolean {
    return this.#all.some(({ path, place }) => path === file || place.path === file);
  }

  of(machine: StateMachine): Program {
    return this.#all.find((program) => program.machine === machine) ?? this.main;
  }

  #startedBy(from: StateMachine, arn: string): Program | undefined {
    const known = this.#all.length;
    const program = this.#find(this.of(from), arn);
    if (program !== undefined && this.#all.length > known) this.found(program);
    return program;
  }

  /** What a task of `from` starts; undefined when it is not here. */
  nested(from: StateMachine, arn: string, roleArn: string): NestedMachine | undefined {
    const program = this.#startedBy(from, arn);
    return program && { machine: program.machine, type: program.type, name: program.name, roleArn };
  }

  #find(from: Program, arn: string): Program | undefined {
    const known = this.#started.get(from) ?? new Map<string, Program | undefined>();
    this.#started.set(from, known);
    if (!known.has(arn)) known.set(arn, this.#added(startedProgram(from, arn)));
    return known.get(arn);
  }

  /** One program for each state machine, however many tasks start it. */
  #added(program: Program | undefined): Program | undefined {
    if (program === undefined) return undefined;
    const same = this.#all.find(({ path, name }) => path === program.path && name === program.name);
    if (same === undefined) this.#all.push(program);
    return same ?? program;
  }
}

/** The state machine that a task starts, where it is no expression that says which. */
function arnIn(state: State): readonly string[] {
  if (state.type !== 'Task' || !('value' in state.resource) || !state.resource.value.includes(':startExecution'))
    return [];
  const request = memberOf(state.node, 'Arguments')?.value ?? memberOf(state.node, 'Parameters')?.value;
  const arn = memberOf(request, 'StateMachineArn')?.value;
  const text = arn?.kind === 'string' ? arn.value : arn?.kind === 'hole' ? arn.text : '';
  return text === '' || text.startsWith('{%') ? [] : [text];
}
