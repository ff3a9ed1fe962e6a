import type { TaskRequest } from '../interpreter/host.ts';
import { Breakpoints, type Hit } from './breakpoints.ts';
import { questionInWords } from './console.ts';
import { Engine, type Interest, type Judge, type Moment, type Stop } from './engine.ts';
import { type Launch, type LaunchArguments, readLaunch } from './launch.ts';
import { Looking } from './looking.ts';
import { loadProgram, Refusal } from './program.ts';
import { type StepWish, stepEnds } from './stepping.ts';
import { eventInWords, outlookInWords, shortened } from './words.ts';

export type Emit = (event: string, body?: object) => void;

/** Why a run stopped, as DAP words it. */
interface Reason {
  readonly reason: string;
  readonly text?: string | undefined;
  readonly ids?: readonly number[];
  readonly stands?: Hit['stands'];
}

const mostEventsInWords = 500;

/** One run under the debugger, from launch to end: what moves it, and what it says of itself. */
export class Session {
  readonly breakpoints = new Breakpoints((message) => {
    this.#sayEvents();
    this.#say(message);
  });
  readonly #emit: Emit;
  #launch: Launch;
  #engine: Engine;
  #looking: Looking;
  #isRunning = false;
  #reported = 0;
  #hasEnded = false;
  /** A run that was put in this one's place says no more. */
  #generation = 0;

  constructor(args: LaunchArguments, emit: Emit) {
    this.#emit = emit;
    this.#launch = readLaunch(args, (request) => this.#asked(request));
    [this.#engine, this.#looking] = this.#begin();
  }

  get program() {
    return this.#launch.program;
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

  start(): void {
    const { stopOnEntry, noDebug } = this.#launch;
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
    this.breakpoints.forgetAssigned();
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

  /** Back to where the strand's present state began its visit. */
  restartFrame(strand: number): void {
    const begins: Interest = (each, _state, _stage, kind) => each === strand && kind === 'attempt';
    const isFirst: Judge = () => this.#engine.execution.strand(strand)?.retryCount === 0;
    const { moment } = this.#engine;
    const isThere = moment?.strand === strand && moment.kind === 'attempt' && isFirst(moment) === true;
    if (isThere) this.#report({ kind: 'moment', moment }, { reason: 'restart' });
    else this.#move(() => this.#engine.back(begins, isFirst), { reason: 'restart' });
  }

  /** The strand goes on at another state of its scope, with the data that it has. */
  goTo(strand: number, state: string): void {
    if (!this.#engine.change(strand, { kind: 'go', state })) throw new Refusal(`${state} is not beside this state.`);
    this.#looking.forget();
    this.#emit('stopped', { reason: 'goto', threadId: strand, allThreadsStopped: true });
  }

  /** The program's file has changed: the run goes on with the new text where it would have come here too. */
  async reload(): Promise<void> {
    if (this.#isRunning) throw new Refusal('The run is going on with the text as it was; pause it, and save again.');
    const { program: before, options } = this.#launch;
    const program = loadProgram(before.place);
    const engine = await this.#engine.with(program.machine);
    if (engine === undefined)
      throw new Refusal('The change concerns what has happened already. Restart to run the new text.');
    this.#launch = { ...this.#launch, program, options: { ...options, machine: program.machine } };
    this.#engine = engine;
    this.#looking = new Looking(program, engine);
    this.breakpoints.placeAgain(program);
    this.#say('The run goes on with the new text.');
    this.#report(engine.moment ? { kind: 'moment', moment: engine.moment } : { kind: 'waiting' }, { reason: 'pause' });
  }

  pause(): void {
    this.#engine.pause();
  }

  restart(): void {
    this.#generation++;
    this.#engine.abort();
    this.#reported = 0;
    this.#hasEnded = false;
    [this.#engine, this.#looking] = this.#begin();
    this.start();
  }

  /** Ends the run, and says so once. */
  terminate(): void {
    this.#engine.abort();
    if (!this.#isRunning) this.#end();
  }

  #begin(): [Engine, Looking] {
    const engine = new Engine({
      ...this.#launch.options,
      observed: (_place, stage, value) => {
        if (stage === 'variables') this.breakpoints.assigned(Object.keys(Object(value)));
      },
    });
    return [engine, new Looking(this.program, engine)];
  }

  #forward(ends: Interest, reason: string): void {
    const { breakpoints } = this;
    breakpoints.forgetAssigned();
    let why: Reason = { reason: 'pause' };
    const interest: Interest = (...at) => breakpoints.interest(...at) || ends(...at);
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
    void travel().then(
      (stop) => {
        if (generation === this.#generation) this.#report(stop, typeof why === 'function' ? why() : why);
      },
      (mistake: unknown) => {
        this.#say(`Something went wrong in Stepwise: ${mistake instanceof Error ? mistake.stack : String(mistake)}`);
        this.#end();
      },
    );
  }

  #report(stop: Stop, why: Reason): void {
    this.#isRunning = false;
    if (why.stands === 'at field') this.#looking.standAtField();
    this.#sayEvents();
    if (stop.kind === 'ended' && !this.#launch.stopOnEnd) {
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

  /** Says what happened since it was said last. After going back the later events have not happened. */
  #sayEvents(): void {
    const { execution } = this.#engine;
    if (execution.eventCount < this.#reported) this.#say(`  back at event ${execution.eventCount}`);
    const from = Math.min(this.#reported, execution.eventCount);
    const events = execution.eventsFrom(from);
    this.#reported = execution.eventCount;
    if (events.length > mostEventsInWords) this.#say(`  … ${events.length - mostEventsInWords} events`);
    const words = events.slice(-mostEventsInWords).map(eventInWords);
    if (words.length > 0) this.#say(words.join('\n'));
    this.#emit('stepwise/events', { from, events });
  }

  #asked(request: TaskRequest): void {
    this.#sayEvents();
    this.#say(questionInWords(request));
    const { id, state, resource, input } = request;
    this.#emit('stepwise/taskAsked', { id, state, resource, input });
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#isRunning = false;
    this.#sayEvents();
    const { status, output, error, cause } = this.#engine.execution;
    const told = [output && shortened(output), error, cause && shortened(cause)].filter(Boolean).join(', ');
    this.#say(told === '' ? status : `${status}: ${told}`);
    this.#emit('exited', { exitCode: status === 'SUCCEEDED' ? 0 : 1 });
    this.#emit('terminated');
  }

  #say(text: string): void {
    this.#emit('output', { category: 'console', output: `${text}\n` });
  }
}

const never: Interest = () => false;
const anyAttempt: Interest = (_strand, _state, _stage, kind) => kind === 'attempt';
