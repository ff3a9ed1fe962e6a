import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../language/json.ts';
import type { State, StateMachine } from '../../language/model/stateMachine.ts';
import { startExecution } from '../interpreter/execute.ts';
import type { Execution, ExecutionOptions, Identity, NestedExecution } from '../interpreter/execution.ts';
import type { Gate, StepKind } from '../interpreter/gate.ts';
import type { Answer, Host, Request, TaskRequest } from '../interpreter/host.ts';
import type { Place, Stage } from '../interpreter/observe.ts';
import type { Snapshot } from '../interpreter/snapshot.ts';
import type { Change } from '../interpreter/strands.ts';
import { virtualHost } from '../virtualHost.ts';
import { StageValues } from './stageValues.ts';
import { type Arrived, type Asking, Waiter } from './waiter.ts';

/** A point between two steps of a run. Positions count steps, so that they order a run's moments. */
export interface Moment {
  readonly position: number;
  readonly strand: number;
  readonly state: State | undefined;
  readonly stage: Stage | undefined;
  readonly kind: StepKind;
}

export type Stop =
  | { readonly kind: 'moment'; readonly moment: Moment }
  /** Paused while nothing could be done. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ended' };

/** Asked at every step, so it must be quick: might the run stop here? */
export type Interest = Gate;
/** Asked where `Interest` said yes: does it? */
export type Judge = (moment: Moment) => boolean | Promise<boolean>;

export interface EngineOptions {
  readonly machine: StateMachine;
  /** A JSON text. */
  readonly input: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly identity: Identity;
  readonly seed: number;
  /** Epoch milliseconds. */
  readonly start: number;
  /** How many seconds pass in a real one; undefined for a clock that jumps. */
  readonly timeFactor: number | undefined;
  readonly answer: Asking;
  readonly nested?: ExecutionOptions['nested'];
  readonly isAnswered?: (request: TaskRequest) => boolean;
  /** Called whenever there may be new events, or fewer of them. */
  readonly progressed?: () => void;
}

/** Told of what happens in a run, as it happens. */
export interface Watcher {
  /** A state has made a value. */
  readonly value?: (place: Place, stage: Stage, value: Json) => void;
  /** An execution that a task has started is over. */
  readonly nestedEnded?: (nested: NestedExecution) => void;
}

/** What a run was told from outside, in order: enough to live through it again. */
type Told =
  | { readonly kind: 'waited'; readonly arrived: readonly Arrived[]; readonly time: number }
  | { readonly kind: 'changed'; readonly position: number; readonly strand: number; readonly change: Change };

interface Checkpoint {
  readonly position: number;
  readonly snapshot: Snapshot;
  readonly time: number;
  /** How much of what was told had been told. */
  readonly told: number;
  readonly stages: StageValues;
}

const mostCheckpoints = 64;
const firstInterval = 1024;
const stepsBetweenTurns = 4096;

/**
 * A run that stops between any two steps and goes back to any point. Going back restores a snapshot and lives through
 * the same answers, times and changes again; a change made in the past makes another future.
 */
export class Engine {
  readonly execution: Execution;
  readonly #options: EngineOptions;
  readonly #waiter: Waiter;
  readonly #watchers = new Set<Watcher>();
  #time: number;
  #position = 0;
  #moment: Moment | undefined;
  /** The step before which the run stands is let through. */
  #released = false;
  #due = 0;
  #interest: Interest = () => false;
  /** What happens now has happened before. */
  #isReliving = false;
  #pausing = false;
  #told: Told[] = [];
  #taken = 0;
  #stages = new StageValues();
  #checkpoints: Checkpoint[] = [];
  #interval = firstInterval;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { machine, input, type, identity, seed, start, nested, isAnswered } = options;
    this.#time = start;
    this.#waiter = new Waiter(options.answer, options.timeFactor);
    const host: Host = virtualHost({ isVirtual: true, now: () => this.#time, until: async () => {} }, seed);
    // Asked before each step: written out, since arrays of arguments would cost more than the rest.
    const gate: Gate = (strand, state, stage, kind) => this.#gate(strand, state, stage, kind);
    const observer = { value: this.#see.bind(this) };
    const own = { machine, input, type, identity, host, gate, observer, nestedEnded: this.#tellNested.bind(this) };
    this.execution = startExecution({ ...own, ...(nested && { nested }), ...(isAnswered && { isAnswered }) });
    this.#keepCheckpoint();
  }

  /** Returns how to stop it. */
  observe(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get position(): number {
    return this.#position;
  }

  /** The moment at which the run stands; undefined while it goes on, waits or has ended. */
  get moment(): Moment | undefined {
    return this.#moment;
  }

  get openRequests(): readonly Request[] {
    return this.#waiter.open;
  }

  /** The values between the stages of a strand's present state, in the order in which they were made. */
  stagesOf(strand: number): readonly (readonly [Stage, Json])[] {
    return this.#stages.of(strand);
  }

  /** Goes on until the judge says stop, somebody pauses, or the run ends. */
  async forward(interest: Interest, judge: Judge): Promise<Stop> {
    this.#pausing = false;
    this.#applyChanges();
    this.#released = this.#moment !== undefined;
    this.#moment = undefined;
    return this.#travel(Number.POSITIVE_INFINITY, interest, judge);
  }

  /** Goes back to the last earlier moment at which the judge says stop, else to the start. */
  async back(interest: Interest, judge: Judge): Promise<Stop> {
    let end = this.#position;
    for (const checkpoint of this.#checkpoints.filter(({ position }) => position < end).reverse()) {
      let found: number | undefined;
      this.#restore(checkpoint);
      await this.#travel(end, interest, async (moment) => {
        if (await judge(moment)) found = moment.position;
        return false;
      });
      if (found !== undefined) return this.goTo(found);
      end = checkpoint.position;
    }
    return this.goTo(0);
  }

  /** Goes back to a position that the run has passed. */
  async goTo(position: number): Promise<Stop> {
    const checkpoint = this.#checkpoints.findLast((each) => each.position <= position);
    if (checkpoint !== undefined) this.#restore(checkpoint);
    const stop = await this.#travel(position, nothing, never);
    this.#isReliving = false;
    this.#options.progressed?.();
    return stop;
  }

  /** The same run with other definitions, lived through up to here; undefined where it would not have come here. */
  async with(definitions: Pick<EngineOptions, 'machine' | 'nested'>): Promise<Engine | undefined> {
    const other = new Engine({ ...this.#options, ...definitions });
    other.#told = this.#told.slice(0, this.#taken);
    await other.#travel(this.#position, nothing, never);
    other.#isReliving = false;
    other.#applyChanges();
    const places = [this, other].map(({ moment, execution }) => {
      const { stage, kind, state } = moment ?? {};
      const nested = execution.nested().map(({ eventsFrom }) => eventsFrom(0));
      return { stage, kind, name: state?.name, events: execution.eventsFrom(0), nested };
    });
    return isDeepStrictEqual(places[0], places[1]) ? other : undefined;
  }

  /** Stops at the next step, or at once when the run waits. */
  pause(): void {
    this.#pausing = true;
    this.#waiter.wake();
  }

  /** Ends the run as aborted. */
  abort(): void {
    this.execution.stop();
    this.abandon();
    this.#waiter.wake();
  }

  /** Takes back all that was asked: nobody waits for it any more. */
  abandon(): void {
    this.#waiter.forgetAll();
  }

  /** Changes data while the run stands; what came after this point when it was here before is forgotten. */
  change(strand: number, change: Change): boolean {
    if (!this.#put(strand, change)) return false;
    this.forgetFuture();
    this.#told.push({ kind: 'changed', position: this.#position, strand, change });
    this.#taken++;
    return true;
  }

  /** What comes from here on is asked for anew, where it would be lived through again. */
  forgetFuture(): void {
    this.#told.length = this.#taken;
    this.#checkpoints = this.#checkpoints.filter(({ position }) => position <= this.#position);
  }

  /** Answers a task by hand; false when nobody waits for it. */
  answer(request: number, answer: Answer): boolean {
    return this.#waiter.answer(request, answer);
  }

  #gate(strand: number, state: State | undefined, stage: Stage | undefined, kind: StepKind): boolean {
    if (kind === 'attempt') this.#stages.seeAttempt(strand);
    if (this.#released) {
      this.#released = false;
      this.#position++;
      return false;
    }
    if (this.#position >= this.#due || this.#interest(strand, state, stage, kind)) {
      this.#moment = { position: this.#position, strand, state, stage, kind };
      return true;
    }
    this.#position++;
    return false;
  }

  async #travel(limit: number, interest: Interest, judge: Judge): Promise<Stop> {
    this.#interest = interest;
    this.#isReliving = limit !== Number.POSITIVE_INFINITY;
    for (;;) {
      this.#due = this.#nextDue(limit);
      const waiting = this.execution.advance();
      if (limit === Number.POSITIVE_INFINITY) this.#options.progressed?.();
      const moment = this.#moment;
      if (moment !== undefined) {
        if (await this.#stopsAt(moment, limit, judge)) return { kind: 'moment', moment };
        this.#released = true;
        this.#moment = undefined;
      } else if (waiting.kind === 'ended') {
        this.abandon();
        return { kind: 'ended' };
      } else if (waiting.kind === 'evaluating') await waiting.settled;
      else if (waiting.kind === 'waiting') {
        this.#waiter.take(waiting.requests, waiting.withdrawn);
        if (this.#takeTold()) continue;
        // A journey into the past never asks anything anew.
        if (limit !== Number.POSITIVE_INFINITY) return { kind: 'waiting' };
        const told = await this.#waiter.wait(this.#time, waiting.until, () => this.#isInterrupted());
        if (told !== undefined) this.#told.push({ kind: 'waited', ...told });
        else if (this.#pausing) return { kind: 'waiting' };
      }
    }
  }

  async #stopsAt(moment: Moment, limit: number, judge: Judge): Promise<boolean> {
    if (moment.position >= this.#nextCheckpoint) this.#keepCheckpoint();
    if (moment.position === limit) return true;
    this.#applyChanges();
    if (moment.position % stepsBetweenTurns === 0) await turnOfTheLoop();
    const { strand, state, stage, kind } = moment;
    if (this.#pausing && limit === Number.POSITIVE_INFINITY) return true;
    return this.#interest(strand, state, stage, kind) && (await judge(moment));
  }

  #put(strand: number, change: Change): boolean {
    if (change.kind === 'value') this.#stages.put(strand, this.execution.strand(strand)?.value, change.value);
    return this.execution.change(strand, change);
  }

  #isInterrupted(): boolean {
    return this.#pausing || this.execution.isOver;
  }

  /** The next position at which there is something to do besides what the journey is for. */
  #nextDue(limit: number): number {
    if (this.#pausing) return this.#position;
    const next = this.#told[this.#taken];
    const change = next?.kind === 'changed' ? next.position : Number.POSITIVE_INFINITY;
    const turn = (Math.floor(this.#position / stepsBetweenTurns) + 1) * stepsBetweenTurns;
    return Math.min(limit, change, turn, this.#nextCheckpoint);
  }

  get #nextCheckpoint(): number {
    const last = this.#checkpoints.at(-1);
    return last === undefined ? 0 : last.position + this.#interval;
  }

  /** Lives through the next thing that was told; false when all is new from here. */
  #takeTold(): boolean {
    const told = this.#told[this.#taken];
    if (told === undefined) return false;
    this.#taken++;
    if (told.kind === 'changed') this.#put(told.strand, told.change);
    else {
      this.#time = told.time;
      for (const { request, answer } of told.arrived) {
        this.execution.answer(request, answer);
        this.#waiter.forget(request, answer);
      }
    }
    return true;
  }

  #applyChanges(): void {
    for (;;) {
      const told = this.#told[this.#taken];
      if (told?.kind !== 'changed' || told.position !== this.#position) return;
      this.#takeTold();
    }
  }

  #keepCheckpoint(): void {
    this.#stages.keepOnly(new Set(this.execution.strands().map(({ id }) => id)));
    this.#checkpoints.push({
      position: this.#position,
      snapshot: this.execution.snapshot(),
      time: this.#time,
      told: this.#taken,
      stages: this.#stages.copy(),
    });
    if (this.#checkpoints.length <= mostCheckpoints) return;
    this.#checkpoints = this.#checkpoints.filter((_, index) => index % 2 === 0);
    this.#interval *= 2;
  }

  #restore({ position, snapshot, time, told, stages }: Checkpoint): void {
    this.execution.restore(snapshot);
    this.#waiter.forgetAll();
    this.#position = position;
    this.#time = time;
    this.#taken = told;
    this.#stages = stages.copy();
    this.#moment = undefined;
    this.#released = false;
    this.#pausing = false;
  }

  #see(place: Place, stage: Stage, value: Json): void {
    if (this.#watchers.size > 0) for (const watcher of this.#watchers) watcher.value?.(place, stage, value);
    this.#stages.see(place, stage, value);
  }

  /** What has happened before is not told again. */
  #tellNested(nested: NestedExecution): void {
    if (!this.#isReliving) for (const watcher of this.#watchers) watcher.nestedEnded?.(nested);
  }
}

const nothing: Interest = () => false;
const never: Judge = () => false;
