import { type Program, Refusal } from '../program.ts';
import type { Programs } from '../programs.ts';
import type { Engine, Stop } from './engine.ts';
import type { OpenRun } from './openRuns.ts';

/** Moves a run until it has ended, except while a debugger has it. */
export class SharedRun implements OpenRun {
  readonly id: string;
  readonly programs: Programs;
  readonly engine: Engine;
  #moving: Promise<Stop> | undefined;
  #freed: Promise<void> | undefined;
  #free = () => {};

  constructor(id: string, programs: Programs, engine: Engine) {
    this.id = id;
    this.programs = programs;
    this.engine = engine;
  }

  get program(): Program {
    return this.programs.main;
  }

  /** Resolves when the run has ended, whoever moved it last. */
  async go(): Promise<void> {
    for (;;) {
      await this.#freed;
      this.#moving = this.engine.forward(
        () => false,
        () => false,
      );
      const stop = await this.#moving;
      if (stop.kind === 'ended') return;
    }
  }

  async takeOver(): Promise<void> {
    if (this.#freed !== undefined) throw new Refusal('Another session debugs this run already.');
    this.#freed = new Promise((resolve) => {
      this.#free = resolve;
    });
    this.engine.pause();
    await this.#moving;
  }

  letGo(): void {
    this.#freed = undefined;
    this.#free();
  }
}
