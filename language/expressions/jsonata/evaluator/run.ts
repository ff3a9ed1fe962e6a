import type { Evaluation } from '../../evaluation.ts';
import { tooDeep, tooLarge, tooSlow } from '../failure.ts';
import { MAX_BYTES, MAX_DEPTH, MAX_ITEMS, MAX_MILLISECONDS, MAX_RANGE, MAX_STEPS } from '../limits.ts';
import { statesOf } from '../packageEvaluator.ts';

/** One evaluation of one expression, and what it has used up. */
export class Run {
  readonly evaluation: Evaluation;
  depth = 0;
  #steps = 0;
  #states: unknown;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  /** `$states`; made when an expression asks for it. */
  get states(): unknown {
    this.#states ??= statesOf(this.evaluation);
    return this.#states;
  }

  /** Counts work of the given size; there is no clock here, so the number of steps stands for the time. */
  step(size: number): void {
    this.#steps += size;
    if (this.#steps > MAX_STEPS) throw tooSlow(MAX_MILLISECONDS);
  }

  enter(levels: number): void {
    this.#steps++;
    if (this.#steps > MAX_STEPS) throw tooSlow(MAX_MILLISECONDS);
    if (this.depth + levels > MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  }

  /** Refuses a list that is too long, and counts the work of making it. */
  checkLength(length: number): void {
    if (length > MAX_ITEMS) throw tooLarge();
    this.step(length);
  }

  /** An array that is written out may hold a long range, which AWS does not count; beyond ten million there is no more. */
  checkArray(length: number): void {
    if (length > MAX_RANGE) throw tooLarge();
    this.step(length >> 3);
  }

  checkText(text: string): string {
    if (text.length > MAX_BYTES) throw tooLarge();
    this.step(text.length >> 6);
    return text;
  }
}

/** The variables of a block or of a call, inside those of what encloses it. */
export class Frame {
  readonly run: Run;
  readonly #parent: Frame | undefined;
  /** Made with the first variable: most frames have none. */
  #variables: Map<string, unknown> | undefined;

  constructor(run: Run, parent?: Frame) {
    this.run = run;
    this.#parent = parent;
  }

  bind(name: string, value: unknown): void {
    this.#variables ??= new Map();
    this.#variables.set(name, value);
  }

  /** The nearest frame that binds the name; undefined when none does. */
  frameOf(name: string): Frame | undefined {
    let frame: Frame | undefined = this;
    while (frame && !frame.#variables?.has(name)) frame = frame.#parent;
    return frame;
  }

  get(name: string): unknown {
    return this.#variables?.get(name);
  }
}
