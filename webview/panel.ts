import { Replay } from '../runtime/interpreter/replay.ts';
import { Comparison, type Drawn } from './comparison.ts';
import { html } from './dom.ts';
import type { View } from './drawing/camera.ts';
import { Ruler } from './drawing/textFit.ts';
import type { Direction } from './layout/direction.ts';
import { LayoutCache } from './layout/layoutCache.ts';
import { type GraphLayout, layoutGraph } from './layout/layoutGraph.ts';
import type { Elk } from './layout/layoutScope.ts';
import type { DefinitionView, FromWebview, ToWebview } from './messages.ts';
import { lanesView } from './parts/lanesView.ts';
import type { Controls, PanelPart, Scene } from './parts/panelPart.ts';
import { sidebar } from './parts/sidebar.ts';
import { Stage } from './parts/stage.ts';
import { selectedState } from './parts/stateTab.ts';
import { timeline } from './parts/timeline.ts';
import { toolbar } from './parts/toolbar.ts';
import { MarkIndex } from './runMarks.ts';
import { emptyView, reduce, type UserAction, type ViewState } from './viewState.ts';

/** What survives when the panel is hidden or the window reloads. */
export interface Remembered {
  readonly look?: View;
  readonly selected?: string | undefined;
  readonly sidebar?: ViewState['sidebar'];
  readonly direction?: Direction;
}

export interface PanelWorld {
  readonly elk: Elk;
  readonly remembered: Remembered;
  tell(message: FromWebview): void;
  remember(state: Remembered): void;
}

const layoutAttempts = 2;
/** Events a second at speed 1. */
const playRate = 3;

/** The whole panel: what is said to it goes through `act`, and shows in the next frame. */
export class Panel {
  readonly element: HTMLElement;
  readonly #world: PanelWorld;
  readonly #ruler = new Ruler();
  readonly #stage: Stage;
  readonly #comparison: Comparison;
  readonly #parts: readonly PanelPart[];
  readonly #cache = new LayoutCache();
  #view: ViewState = emptyView;
  #look: View | undefined;
  #replay = new Replay();
  #replayed: ViewState['run'] | undefined;
  #drawn: Drawn | undefined;
  #laying = false;
  #frame = 0;
  #playing: ReturnType<typeof setTimeout> | undefined;

  constructor(world: PanelWorld) {
    this.#world = world;
    const { selected, sidebar: tab, direction = 'down' } = world.remembered;
    this.#view = { ...emptyView, selected, sidebar: tab, direction };
    this.#look = world.remembered.look;
    this.#stage = this.#makeStage();
    this.#comparison = new Comparison(() => this.#makeComparedStage());
    const controls: Controls = {
      act: (action) => this.act(action),
      tell: (message) => world.tell(message),
      goTo: (name) => this.#goTo(name),
    };
    const [top, side, low] = [toolbar(controls, this.#stage), sidebar(controls), timeline(controls)];
    const lanes = lanesView(controls);
    this.#parts = [top, side, lanes, low];
    const pictures = html('main', { class: 'main' }, [this.#comparison.element, this.#stage.element]);
    const body = html('div', { class: 'body' }, [pictures, side.element]);
    this.element = html('div', { class: 'panel' }, [top.element, body, lanes.element, low.element]);
    if (this.#look) this.#stage.restore(this.#look);
    this.#schedule();
  }

  act(action: ToWebview | UserAction): void {
    const before = this.#view;
    this.#view = reduce(before, action);
    if (this.#view === before) return;
    if (this.#view.definition !== before.definition || this.#view.direction !== before.direction) void this.#layOut();
    if (this.#view.cursor !== before.cursor) this.#stage.reveal(this.#view.cursor);
    if (this.#view.playing !== before.playing || this.#view.speed !== before.speed) this.#play();
    this.#schedule();
  }

  #makeStage(): Stage {
    return new Stage(this.#ruler.measure, {
      focused: (state) => this.act({ type: 'stateFocused', state }),
      selected: (state) => {
        this.act({ type: 'stateSelected', state });
        if (state !== undefined) this.#world.tell({ type: 'stateClicked', state });
      },
      opened: (state) => this.#world.tell({ type: 'stateClicked', state, focusText: true }),
      viewChanged: (look) => {
        this.#look = look;
        this.#comparison.follow(look);
        this.#schedule();
      },
    });
  }

  #makeComparedStage(): Stage {
    const selected = (state: string | undefined): void => this.act({ type: 'stateSelected', state });
    return new Stage(this.#ruler.measure, {
      focused: selected,
      selected,
      opened: selected,
      viewChanged: () => {},
    });
  }

  /** One layout at a time, of the newest definition; what was overtaken meanwhile is not shown. */
  async #layOut(): Promise<void> {
    if (this.#laying) return;
    this.#laying = true;
    for (let done: ViewState | undefined; !done || !this.#isNewest(done); ) {
      done = this.#view;
      if (done.definition) await this.#layOutOnce(done.definition, done);
    }
    this.#laying = false;
  }

  /** Nobody has asked for another picture since. */
  #isNewest({ definition, direction }: ViewState): boolean {
    return definition === this.#view.definition && direction === this.#view.direction;
  }

  /** A worker that broke or hung has been replaced by the time we know: so one more attempt, unless the text has changed. */
  async #layOutOnce(definition: DefinitionView, wanted: ViewState): Promise<void> {
    this.#ruler.refresh();
    this.#stage.explain('Laying out the workflow …');
    for (let attempt = 1; attempt <= layoutAttempts && this.#isNewest(wanted); attempt++) {
      try {
        const { elk } = this.#world;
        const layout = await layoutGraph(definition.graph, this.#ruler.measure, elk, this.#cache, wanted.direction);
        if (this.#isNewest(wanted)) this.#draw(definition, layout);
        return;
      } catch (error) {
        this.#world.tell({ type: 'panelFailed', message: `The picture could not be laid out. ${String(error)}` });
      }
    }
    this.#stage.explain('The picture could not be laid out. The next change of the text tries again.');
  }

  #draw(definition: DefinitionView, layout: GraphLayout): void {
    this.#drawn = { graph: definition.graph, layout, index: new MarkIndex(definition.graph) };
    this.#stage.show(definition.graph, layout);
    this.#schedule();
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
    });
  }

  #render(): void {
    this.#catchUp();
    const view = this.#view;
    const marks = this.#drawn && this.#comparison.update(view, this.#replay, this.#drawn, this.#look);
    const { selected, focused, cursor, direction } = view;
    this.#stage.mark({ selected, focused, cursor, states: marks?.states, edges: marks?.edges ?? new Map() });
    const scene: Scene = { view, replay: this.#replay, marks, selectedName: selectedState(view)?.name };
    for (const part of this.#parts) part.update(scene);
    this.#world.remember({ ...(this.#look && { look: this.#look }), selected, sidebar: view.sidebar, direction });
  }

  /** Brings the replay to the events that the view has. */
  #catchUp(): void {
    const { run, events } = this.#view;
    const same = this.#replayed?.id === run?.id && this.#replay.length <= events.length;
    if (!same || this.#replay.eventAt(1) !== events[0]) this.#replay = new Replay();
    this.#replayed = run;
    if (this.#replay.length < events.length) this.#replay.add(events.slice(this.#replay.length));
  }

  #play(): void {
    clearTimeout(this.#playing);
    if (!this.#view.playing) return;
    this.#playing = setTimeout(
      () => {
        this.act({ type: 'played' });
        this.#play();
      },
      1000 / (playRate * this.#view.speed),
    );
  }

  #goTo(name: string): void {
    const [state] = this.#drawn?.index.nodesNamed(name) ?? [];
    if (state === undefined) return;
    this.act({ type: 'stateSelected', state });
    this.#stage.reveal(state);
  }
}
