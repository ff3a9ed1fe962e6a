import { Refusal } from '../program.ts';
import type { Programs } from '../programs.ts';
import { Engine } from './engine.ts';
import { type Launch, type LaunchArguments, type LaunchListener, readLaunch } from './launch.ts';
import type { OpenRun, OpenRuns } from './openRuns.ts';
import type { MockPlace } from './rememberTask.ts';

/** What a session debugs, and how it comes by it: a run that it starts, or one that was going on. */
export interface Opened {
  readonly programs: Programs;
  readonly nestedIn: Launch['nestedIn'];
  readonly engine: Engine;
  readonly mockPlace: MockPlace | undefined;
  readonly stopOnEntry: boolean;
  readonly stopOnEnd: boolean;
  readonly noDebug: boolean;
  /** Runs that were not started here go on when the session leaves them. */
  readonly shared: OpenRun | undefined;
}

/** Starts the run that a `launch` request asks for. Throws a `Refusal`. */
export function openLaunch(args: LaunchArguments, listener: LaunchListener): Opened {
  const { options, ...launch } = readLaunch(args, listener);
  return { ...launch, engine: new Engine(options), shared: undefined };
}

/** What an `attach` request may say: which run, or the program of one. */
export interface AttachArguments {
  readonly run?: unknown;
  readonly program?: unknown;
  readonly stopOnEntry?: unknown;
}

/** Takes over a run that is going on in this process. Throws a `Refusal`. */
export async function openShared(args: AttachArguments, runs: OpenRuns): Promise<Opened> {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const shared = runs.find(text(args.run), text(args.program));
  if (shared === undefined) throw new Refusal('No run is going on here that a debugger could attach to.');
  await shared.takeOver();
  if (shared.engine.execution.isOver) {
    shared.letGo();
    throw new Refusal('The run has just ended.');
  }
  const { programs, engine } = shared;
  const nestedIn = () => undefined;
  const stopOnEntry = args.stopOnEntry === true;
  return { programs, nestedIn, engine, shared, stopOnEntry, stopOnEnd: false, noDebug: false, mockPlace: undefined };
}
