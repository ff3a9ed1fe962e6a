import type { Graph } from '../language/graph/graph.ts';
import { Replay } from '../runtime/interpreter/replay.ts';
import { differencesBetween, type StateDifference } from './compareRuns.ts';
import { html } from './dom.ts';
import type { View } from './drawing/camera.ts';
import type { StateMark } from './drawing/marks.ts';
import type { GraphLayout } from './layout/layoutGraph.ts';
import type { Stage } from './parts/stage.ts';
import { followedIn, type MarkIndex, type RunMarks } from './runMarks.ts';
import type { KeptRun, ViewState } from './viewState.ts';

export interface Drawn {
  readonly graph: Graph;
  readonly layout: GraphLayout;
  readonly index: MarkIndex;
}

/** The picture of a kept run beside that of the present one: the same layout and view, marked as that run ended. */
export class KeptRunPicture {
  readonly element: HTMLElement;
  readonly #makeStage: () => Stage;
  readonly #title = html('h2', { class: 'comparison-title' });
  /** There is one as long as runs are compared. */
  #stage: Stage | undefined;
  #drawn: Drawn | undefined;
  #kept: KeptRun | undefined;
  #replay = new Replay();
  #differences: readonly StateDifference[] = [];
  #compared: readonly unknown[] = [];

  constructor(makeStage: () => Stage) {
    this.#makeStage = makeStage;
    this.element = html('section', { class: 'comparison', 'aria-label': 'Kept run', hidden: true });
  }

  /** The states that went otherwise; undefined while no runs are compared. */
  get differences(): readonly StateDifference[] | undefined {
    return this.#stage && this.#differences;
  }

  /** Looks at the same part of the picture. */
  follow(look: View): void {
    this.#stage?.move(look);
  }

  /** The marks of the present run, those of states that went otherwise with a sign. */
  update(view: ViewState, replay: Replay, drawn: Drawn, look: View | undefined): RunMarks | undefined {
    const marks = view.run && drawn.index.marksAt(replay, view.moment, followedIn(replay, view));
    const { kept, run } = view;
    const isComparing = kept !== undefined && run !== undefined && kept.run.id !== run.id;
    this.element.hidden = !isComparing;
    if (!isComparing || !marks) {
      this.#end();
      return marks;
    }
    this.#compare(kept, view, replay);
    this.#show(kept, view, drawn, look);
    return this.#signed(marks, drawn.index);
  }

  #end(): void {
    this.#stage?.element.remove();
    this.#stage = undefined;
    this.#drawn = undefined;
  }

  #compare(kept: KeptRun, { run }: ViewState, replay: Replay): void {
    if (kept !== this.#kept) {
      this.#kept = kept;
      this.#replay = new Replay();
      this.#replay.add(kept.events);
    }
    const key = [kept, run?.id, run?.outcome];
    if (key.every((part, place) => part === this.#compared[place])) return;
    this.#compared = key;
    this.#differences = differencesBetween(this.#replay, replay);
  }

  #show(kept: KeptRun, { selected }: ViewState, drawn: Drawn, look: View | undefined): void {
    if (!this.#stage) {
      this.#stage = this.#makeStage();
      this.element.replaceChildren(this.#title, this.#stage.element);
    }
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#stage.show(drawn.graph, drawn.layout);
      if (look) this.#stage.move(look);
    }
    this.#title.textContent = kept.run.title;
    const { states, edges } = this.#signed(drawn.index.marksAt(this.#replay, this.#replay.length), drawn.index);
    this.#stage.mark({ selected, focused: undefined, cursor: undefined, states, edges });
  }

  #signed(marks: RunMarks, index: MarkIndex): RunMarks {
    const states = new Map<string, StateMark>(marks.states);
    for (const id of this.#differences.flatMap(({ name }) => index.nodesNamed(name))) {
      const mark = states.get(id);
      if (mark) states.set(id, { ...mark, note: ['≠', mark.note].filter(Boolean).join(' ') });
    }
    return { ...marks, states };
  }
}
