import { Replay } from '../runtime/interpreter/replay.ts';
import type { ViewState } from './viewState.ts';

/** Events a second at speed 1. */
const playRate = 3;

/** The run that is shown, and its time going by. */
export class Playback {
  readonly #played: () => void;
  #replay = new Replay();
  #run: ViewState['run'] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `played` is called each time that one more event is to be seen. */
  constructor(played: () => void) {
    this.#played = played;
  }

  get replay(): Replay {
    return this.#replay;
  }

  /** No run was shown so far. */
  get isFresh(): boolean {
    return this.#run === undefined;
  }

  /** Brings the replay to the events that the view has. */
  catchUp({ run, events }: ViewState): void {
    const same = this.#run?.id === run?.id && this.#replay.length <= events.length;
    if (!same || this.#replay.eventAt(1) !== events[0]) this.#replay = new Replay();
    this.#run = run;
    if (this.#replay.length < events.length) this.#replay.add(events.slice(this.#replay.length));
  }

  /** Plays at the view's speed, or stops when it no longer plays. */
  play(view: ViewState): void {
    clearInterval(this.#timer);
    if (view.playing) this.#timer = setInterval(this.#played, 1000 / (playRate * view.speed));
  }
}
