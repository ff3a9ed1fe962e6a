import type { State } from '../../language/model/stateMachine.ts';
import { Refusal } from '../program.ts';
import type { Programs } from '../programs.ts';
import { Breakpoints, type Hit } from './breakpoints.ts';
import type { Engine, Interest, Judge, Moment, Stop } from './engine.ts';
import { Looking } from './looking.ts';
import type { Opened } from './opening.ts';
import { type GivenAnswer, rememberTask } from './rememberTask.ts';
import { type StepWish, stepEnds } from './stepping.ts';
import type { Emit, Teller } from './teller.ts';
import { outlookInWords } from './words.ts';

/** Why a run stopped, as DAP words it. */
interface Reason {
  readonly reason: string;
  readonly text?: string | undefined;
  readonly ids?: readonly number[];
  readonly stands?: Hit['stands'];
}

/** One run under the debugger, until it ends or is left: what moves it, and what it says of itself. */
export class Session {
  readonly breakpoints: Breakpoints;
  readonly teller: Teller;
  readonly #emit: Emit;
  #opened: Opened;
  #engine: Engine;
  #stopWatching = () => {};
  #looking: Looking;
  #isRunning = false;
  #due: NodeJS.Timeout | undefined;
  /** Settles when the run stands again. */
  #moving: Promise<void> = Promise.resolve();
  #hasEnded = false;
  #hasLeft = false;
  /** A run that was put in this one's place says no more. */
  #generation = 0;
  #lastAnswer: GivenAnswer | undefined;

  constructor(opened: Opened, emit: Emit, teller: Teller) {
    this.#emit = emit;
    this.teller = teller;
    this.breakpoints = new Breakpoints((message) => {
      this.sayEvents();
      teller.say(message);
    });
    this.#opened = opened;
    this.#engine = opened.engine;
    this.#looking = this.#lookAt(opened);
  }

  get programs(): Programs {
    return this.#opened.programs;
  }

  get engine(): Engine {
    return this.#engine;
  }

  get looking(): Looking {
    return this.#looking;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether the run began elsewhere, and goes on there when the session leaves it. */
  get isShared(): boolean {
    return this.#opened.shared !== undefined;
  }

  answered(given: GivenAnswer): void {
    this.#lastAnswer = given;
  }

  remember(): string {
    if (this.#lastAnswer === undefined) throw new Refusal('No task was answered by hand yet.');
    if (this.#opened.mockPlace === undefined) throw new Refusal('Its panel keeps the answers of this run.');
    return rememberTask(this.#opened.mockPlace, this.#lastAnswer);
  }

  sayEvents(): void {
    clearTimeout(this.#due);
    this.#due = undefined;
    const { execution, moment } = this.#engine;
    const here = moment && execution.strand(moment.strand)?.execution;
    this.teller.sayEvents(execution, this.programs, here);
  }

  /** A run that goes on says now and then how far it has come. */
  sayEventsSoon(): void {
    if (this.#isRunning) this.#due ??= setTimeout(() => this.sayEvents(), soon);
  }

  start(): void {
    const { stopOnEntry, noDebug } = this.#opened;
    if (noDebug) this.#move(() => this.#engine.forward(never, () => false), { reason: 'pause' });
    else if (stopOnEntry) this.#forward(anyAttempt, 'entry');
    else this.#forward(never, 'step');
  }

  goOn(): void {
    this.#forward(never, 'step');
  }

  step(threadId: number, wish: StepWish): void {
    this.#forward(stepEnds(this.#engine, threadId, wish), 'step');
  }

  stepBack(threadId: number, wish: StepWish): void {
    const ends = this.#engine.execution.strand(threadId) ? stepEnds(this.#engine, threadId, wish) : anyAttempt;
    this.#move(() => this.#engine.back(ends, () => true), { reason: 'step' });
  }

  reverse(): void {
    let reason: Reason = { reason: 'entry' };
    this.breakpoints.watches.forget();
    const judge: Judge = async (moment) => {
      const hit = await this.#hitAt(moment, 'backwards');
      if (hit !== undefined) reason = hit;
      return hit !== undefined;
    };
    this.#move(
      () => this.#engine.back(this.breakpoints.interest, judge),
      () => reason,
    );
  }

  /** Back to where the strand's present state began its visit: its tasks are asked for anew. */
  restartFrame(strand: number): void {
    const engine = this.#engine;
    const begins: Interest = (each, _state, _stage, kind) => each === strand && kind === 'attempt';
    const isFirst: Judge = () => engine.execution.strand(strand)?.retryCount === 0;
    const { moment } = engine;
    const isThere = moment?.strand === strand && moment.kind === 'attempt' && isFirst(moment) === true;
    const back = async (): Promise<Stop> => {
      const stop = isThere ? { kind: 'moment' as const, moment } : await engine.back(begins, isFirst);
      engine.forgetFuture();
      return stop;
    };
    this.#move(back, { reason: 'restart' });
  }

  /** The strand, or the one around it that the state is beside, goes on at another state with the data that it has. */
  goTo(strand: number, { name, scope }: State): void {
    const { execution } = this.#engine;
    let threadId: number | undefined = strand;
    while (threadId !== undefined && execution.strand(threadId)?.state?.scope !== scope)
      threadId = execution.strand(threadId)?.parent;
    if (threadId === undefined || !this.#engine.change(threadId, { kind: 'go', state: name }))
      throw new Refusal(`${name} is not beside this state.`);
    this.#looking.forget();
    this.#emit('stopped', { reason: 'goto', threadId, allThreadsStopped: true });
  }

  /** A file of the programs has changed: the run goes on with the new text where it would have come here too. */
  async reload(): Promise<void> {
    if (this.#isRunning) throw new Refusal('The run is going on with the text as it was; pause it, and save again.');
    if (this.isShared) throw new Refusal('This run goes on with the text that it was started with.');
    const programs = this.programs.again();
    const nested = this.#opened.nestedIn(programs);
    const { machine } = programs.main;
    const engine = await this.#engine.with(nested === undefined ? { machine } : { machine, nested });
    if (engine === undefined)
      throw new Refusal('The change concerns what has happened already. Restart to run the new text.');
    const { stands } = this.#looking;
    this.#open({ ...this.#opened, programs, engine });
    this.teller.say('The run goes on with the new text.');
    const { moment } = engine;
    this.#report(moment ? { kind: 'moment', moment } : { kind: 'waiting' }, { reason: 'pause', stands });
  }

  pause(): void {
    this.#engine.pause();
  }

  /** Another run takes this one's place, with the same breakpoints. */
  restart(opened: Opened): void {
    this.#generation++;
    this.#engine.abort();
    this.#open(opened);
    this.#isRunning = false;
    this.#hasEnded = false;
    this.teller.forget();
    this.start();
  }

  /** Ends the run, and says so once. */
  terminate(): void {
    this.#engine.abort();
    if (!this.#isRunning) this.#end();
  }

  /** Lets go of a run that began elsewhere; ends any other. Nothing is said any more. */
  async leave(): Promise<void> {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#generation++;
    clearTimeout(this.#due);
    const { shared } = this.#opened;
    if (shared === undefined) return this.#engine.abort();
    this.#engine.pause();
    await this.#moving;
    this.#stopWatching();
    shared.letGo();
  }

  /** The programs as their files are now; those that run where these cannot be read. */
  programsAsWritten(): Programs {
    try {
      return this.programs.again();
    } catch (reason) {
      if (reason instanceof Refusal) return this.programs;
      throw reason;
    }
  }

  /** From now on this is what is debugged. */
  #open(opened: Opened): void {
    if (this.#engine !== opened.engine) this.#engine.abandon();
    this.#opened = opened;
    this.#engine = opened.engine;
    this.#looking = this.#lookAt(opened);
    this.#placeAgain();
  }

  #placeAgain(): void {
    for (const breakpoint of this.breakpoints.placeAgain(this.programs))
      this.#emit('breakpoint', { reason: 'changed', breakpoint });
  }

  #lookAt({ engine, programs }: Opened): Looking {
    const { watches } = this.breakpoints;
    this.#stopWatching();
    this.#stopWatching = engine.observe({
      value({ fibre }, stage, value) {
        const strand = watches.isEmpty ? undefined : engine.execution.strand(fibre);
        if (strand !== undefined) watches.see(strand, engine.stagesOf(fibre), stage, value);
      },
      // What it did is said before what comes after it.
      nestedEnded: (nested) => this.teller.sayNestedEnd(nested, engine.execution, programs),
    });
    // A breakpoint that was set in its file has found its place.
    programs.found = () => this.#placeAgain();
    return new Looking(programs, engine);
  }

  #forward(ends: Interest, reason: string): void {
    const { breakpoints } = this;
    breakpoints.watches.forget();
    let why: Reason = { reason: 'pause' };
    const interest: Interest = (strand, state, stage, kind) =>
      breakpoints.interest(strand, state, stage, kind) || ends(strand, state, stage, kind);
    const judge: Judge = async (moment) => {
      const hit = await this.#hitAt(moment, 'forwards');
      if (hit !== undefined) why = hit;
      else if (ends(moment.strand, moment.state, moment.stage, moment.kind)) why = { reason };
      else return false;
      return true;
    };
    this.#move(
      () => this.#engine.forward(interest, judge),
      () => why,
    );
  }

  async #hitAt(moment: Moment, direction: 'forwards' | 'backwards'): Promise<Hit | undefined> {
    const strand = this.#engine.execution.strand(moment.strand);
    return strand && this.breakpoints.hitAt(moment, strand, direction);
  }

  #move(travel: () => Promise<Stop>, why: Reason | (() => Reason)): void {
    if (this.#isRunning) throw new Refusal('The run is going on; pause it first.');
    const generation = this.#generation;
    this.#isRunning = true;
    this.#looking.forget();
    this.#moving = travel().then(
      (stop) => {
        if (generation === this.#generation) this.#report(stop, typeof why === 'function' ? why() : why);
      },
      (mistake: unknown) => {
        this.teller.say(
          `Something went wrong in Stepwise: ${mistake instanceof Error ? mistake.stack : String(mistake)}`,
        );
        this.#end();
      },
    );
  }

  #report(stop: Stop, why: Reason): void {
    this.#isRunning = false;
    if (why.stands === 'at field') this.#looking.standAtField();
    this.sayEvents();
    if (stop.kind === 'ended' && !this.#opened.stopOnEnd) {
      this.#end();
      return;
    }
    const threadId = stop.kind === 'moment' ? stop.moment.strand : (this.#engine.execution.strands()[0]?.id ?? 1);
    const reason = stop.kind === 'ended' ? { reason: 'end' } : stop.kind === 'waiting' ? { reason: 'pause' } : why;
    const strand = this.#engine.execution.strand(threadId);
    const outlook = reason.reason === 'exception' && strand?.outlook ? outlookInWords(strand.outlook) : undefined;
    this.#emit('stopped', {
      reason: reason.reason,
      threadId,
      allThreadsStopped: true,
      ...(reason.text && { text: reason.text, description: `Stopped: ${reason.text}` }),
      ...(outlook && { description: `${reason.text}. ${outlook}` }),
      ...(reason.ids && reason.ids.length > 0 && { hitBreakpointIds: reason.ids }),
    });
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#isRunning = false;
    this.sayEvents();
    this.teller.sayEnd(this.#engine.execution);
  }
}

/** Milliseconds. */
const soon = 100;

const never: Interest = () => false;
const anyAttempt: Interest = (_strand, _state, _stage, kind) => kind === 'attempt';
