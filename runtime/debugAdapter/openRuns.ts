import type { Program } from '../program.ts';
import type { Programs } from '../programs.ts';
import type { Engine } from './engine.ts';

/** A run that goes on by itself, and that a debugger may take over and let go again. */
export interface OpenRun {
  readonly id: string;
  readonly program: Program;
  /** The program, and those that its tasks start. */
  readonly programs: Programs;
  readonly engine: Engine;
  /** Resolves once nobody else moves the run. Throws a `Refusal` when it cannot be had. */
  takeOver(): Promise<void>;
  letGo(): void;
}

/** The runs that are going on in this process, for sessions that attach to them. */
export class OpenRuns {
  readonly #runs = new Map<string, OpenRun>();

  add(run: OpenRun): void {
    this.#runs.set(run.id, run);
  }

  remove({ id }: OpenRun): void {
    this.#runs.delete(id);
  }

  get all(): readonly OpenRun[] {
    return [...this.#runs.values()];
  }

  /** The run of that id; without an id the newest one, of a program when one is named. */
  find(id: string | undefined, path: string | undefined): OpenRun | undefined {
    if (id !== undefined) return this.#runs.get(id);
    return this.all.findLast(({ program }) => path === undefined || program.path === path);
  }
}
