import type { Graph, GraphNode } from '../language/graph/graph.ts';
import { Replay } from '../runtime/interpreter/replay.ts';
import { html } from './dom.ts';
import type { View } from './drawing/camera.ts';
import { Ruler } from './drawing/textFit.ts';
import { pressed } from './editKeys.ts';
import { EditQueue } from './editQueue.ts';
import { type Drawn, KeptRunPicture } from './keptRunPicture.ts';
import type { Direction } from './layout/direction.ts';
import { LayoutCache } from './layout/layoutCache.ts';
import { type GraphLayout, layoutGraph } from './layout/layoutGraph.ts';
import type { Elk } from './layout/layoutScope.ts';
import type { FromWebview, ToWebview } from './messages.ts';
import { crumbs } from './parts/crumbs.ts';
import { lanesView } from './parts/lanesView.ts';
import { laterPart } from './parts/laterPart.ts';
import { notice } from './parts/notice.ts';
import type { Controls, PanelPart, Scene } from './parts/panelPart.ts';
import { sidebar } from './parts/sidebar.ts';
import { Stage } from './parts/stage.ts';
import { selectedState } from './parts/stateTab.ts';
import { timeline } from './parts/timeline.ts';
import { toolbar } from './parts/toolbar.ts';
import { versionCard } from './parts/versionCard.ts';
import { asideOf } from './pathsThrough.ts';
import { reduce } from './reduce.ts';
import { MarkIndex } from './runMarks.ts';
import { emptyView, type UserAction, type ViewState } from './viewState.ts';

/** What survives when the panel is hidden or the window reloads. */
export interface Remembered {
  readonly look?: View;
  readonly selected?: string | undefined;
  readonly sidebar?: ViewState['sidebar'];
  readonly direction?: Direction;
  readonly folded?: readonly string[];
  readonly machine?: string | undefined;
  readonly moment?: { readonly run: string; readonly moment: number };
}

export interface PanelWorld {
  readonly elk: Elk;
  readonly remembered: Remembered;
  tell(message: FromWebview): void;
  remember(state: Remembered): void;
}

const layoutAttempts = 2;
const nothing: ReadonlySet<string> = new Set();
/** Events a second at speed 1. */
const playRate = 3;

/** The whole panel: what is said to it goes through `act`, and shows in the next frame. */
export class Panel {
  readonly element: HTMLElement;
  readonly #world: PanelWorld;
  readonly #ruler = new Ruler();
  readonly #stage: Stage;
  readonly #keptRun: KeptRunPicture;
  readonly #parts: readonly PanelPart[];
  readonly #cache = new LayoutCache();
  readonly #edits: EditQueue;
  #view: ViewState = emptyView;
  #look: View | undefined;
  #replay = new Replay();
  #replayed: ViewState['run'] | undefined;
  #drawn: Drawn | undefined;
  #aside:
    | { readonly graph: Graph; readonly through: string | undefined; readonly ids: ReadonlySet<string> }
    | undefined;
  /** A state to bring into sight as soon as it is drawn. */
  #awaited: string | undefined;
  #laying = false;
  #frame = 0;
  #playing: ReturnType<typeof setTimeout> | undefined;

  constructor(world: PanelWorld) {
    this.#world = world;
    const { look, selected, sidebar: tab, folded = [], direction = 'down' } = world.remembered;
    this.#view = { ...emptyView, selected, sidebar: tab, folded, direction };
    this.#look = look;
    this.#edits = new EditQueue(
      (version, edit) => world.tell({ type: 'editRequested', version, edit }),
      (notice) => this.act({ type: 'noticeShown', notice }),
    );
    this.#keptRun = new KeptRunPicture(() => this.#makeComparedStage());
    const controls: Controls = {
      act: (action) => this.act(action),
      tell: (message) => world.tell(message),
      goTo: (name) => this.#goTo(name),
      edit: (edit) => this.#edits.add(edit),
      editField: (state, field) => this.#editField(state, field),
    };
    this.#stage = this.#makeStage(controls);
    const over = [
      crumbs(controls, this.#stage),
      notice(controls),
      laterPart(async () => (await import('./parts/overlays.ts')).overlays(controls, this.#stage)),
    ];
    const [top, side, low] = [toolbar(controls, this.#stage), sidebar(controls), timeline(controls)];
    const lanes = lanesView(controls);
    const versions = versionCard(controls);
    this.#parts = [top, side, lanes, low, versions, ...over];
    const picture = html('div', { class: 'picture-place' }, [
      this.#stage.element,
      ...over.map(({ element }) => element),
    ]);
    const pictures = html('main', { class: 'main' }, [this.#keptRun.element, picture, versions.element]);
    const body = html('div', { class: 'body' }, [pictures, side.element]);
    this.element = html('div', { class: 'panel' }, [top.element, body, lanes.element, low.element]);
    if (look) this.#stage.move(look);
    this.#schedule();
  }

  act(action: ToWebview | UserAction): void {
    const before = this.#view;
    this.#view = reduce(before, action);
    if (action.type === 'definitionShown') this.#edits.shown(action.definition);
    if (action.type === 'editAnswered') this.#edits.answered(action.outcome);
    if (action.type === 'runShown') this.#view = this.#atKeptMoment(this.#view);
    if (this.#view === before) return;
    if (this.#view.graph !== before.graph || this.#view.direction !== before.direction) void this.#layOut();
    if (this.#view.cursor !== before.cursor) this.#stage.reveal(this.#view.cursor);
    if (this.#view.playing !== before.playing || this.#view.speed !== before.speed) this.#play();
    if (action.type === 'editAnswered' || this.#view.folded !== before.folded) this.#awaited = this.#view.selected;
    this.#schedule();
  }

  /** The moment that was looked at before the window was loaded again, if this is that run. */
  #atKeptMoment(view: ViewState): ViewState {
    const kept = this.#world.remembered.moment;
    if (this.#replayed !== undefined || kept === undefined || kept.run !== view.run?.id) return view;
    return reduce(view, { type: 'momentChosen', moment: kept.moment });
  }

  #makeStage(controls: Controls): Stage {
    return new Stage(this.#ruler.measure, {
      focused: (state) => this.act({ type: 'stateFocused', state }),
      selected: (state) => {
        this.act({ type: 'stateSelected', state });
        if (state !== undefined) this.#world.tell({ type: 'stateClicked', state });
        else if (this.#view.through !== undefined) this.act({ type: 'pathsToggled', state: undefined });
      },
      opened: (state) => this.#world.tell({ type: 'stateClicked', state, focusText: true }),
      breakpointToggled: (state) => this.#world.tell({ type: 'breakpointToggled', state }),
      viewChanged: (look) => {
        this.#look = look;
        this.#keptRun.follow(look);
        this.#schedule();
      },
      menuAsked: (kind, id) => this.#openMenu(kind, id),
      redirected: (edge, to) => this.#edits.add({ kind: 'redirect', edge, to }),
      pressed: (key, id) => pressed(key, this.#node(id), controls),
    });
  }

  #makeComparedStage(): Stage {
    const selected = (state: string | undefined): void => this.act({ type: 'stateSelected', state });
    return new Stage(this.#ruler.measure, {
      focused: selected,
      selected,
      opened: selected,
      breakpointToggled: selected,
      viewChanged: () => {},
      menuAsked: () => {},
      redirected: () => {},
      pressed: () => false,
    });
  }

  #openMenu(kind: 'state' | 'edge', id: string): void {
    if (kind === 'edge') this.act({ type: 'overlayOpened', overlay: { kind: 'edgeMenu', edge: id } });
    else if (this.#node(id)?.kind === 'state') {
      this.act({ type: 'stateSelected', state: id });
      this.act({ type: 'overlayOpened', overlay: { kind: 'stateMenu', state: id } });
    }
  }

  #node(id: string | undefined): GraphNode | undefined {
    return this.#view.graph.scopes.flatMap(({ nodes }) => nodes).find((node) => node.id === id);
  }

  #editField(state: string, field: string): void {
    this.act({ type: 'stateSelected', state });
    this.act({ type: 'tabChosen', tab: 'state' });
    this.act({ type: 'fieldWanted', field });
  }

  /** One layout at a time, of the newest picture; what was overtaken meanwhile is not shown. */
  async #layOut(): Promise<void> {
    if (this.#laying) return;
    this.#laying = true;
    for (let done: ViewState | undefined; !done || !this.#isNewest(done); ) {
      done = this.#view;
      if (done.definition) await this.#layOutOnce(done);
    }
    this.#laying = false;
  }

  /** Nobody has asked for another picture since. */
  #isNewest({ graph, direction }: ViewState): boolean {
    return graph === this.#view.graph && direction === this.#view.direction;
  }

  /** A worker that broke or hung has been replaced by the time we know: so one more attempt, unless the text has changed. */
  async #layOutOnce(wanted: ViewState): Promise<void> {
    this.#ruler.refresh();
    this.#stage.explain('Laying out the workflow …');
    for (let attempt = 1; attempt <= layoutAttempts && this.#isNewest(wanted); attempt++) {
      try {
        const { elk } = this.#world;
        const layout = await layoutGraph(wanted.graph, this.#ruler.measure, elk, this.#cache, wanted.direction);
        if (this.#isNewest(wanted)) this.#draw(wanted.graph, layout);
        return;
      } catch (error) {
        this.#world.tell({ type: 'panelFailed', message: `The picture could not be laid out. ${String(error)}` });
      }
    }
    this.#stage.explain('The picture could not be laid out. The next change of the text tries again.');
  }

  #draw(graph: Graph, layout: GraphLayout): void {
    // A run goes through what is folded too.
    const whole = this.#view.definition?.graph ?? graph;
    this.#drawn = { graph, layout, index: new MarkIndex(whole) };
    this.#stage.show(graph, layout, this.#view.definition?.comparison);
    if (this.#awaited !== undefined && layout.boxes.has(this.#awaited)) {
      this.#stage.reveal(this.#awaited);
      this.#awaited = undefined;
    }
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
    const marks = this.#drawn && this.#keptRun.update(view, this.#replay, this.#drawn, this.#look);
    const { selected, focused, cursor, breakpoints, graph } = view;
    const shown = { selected, focused, cursor, breakpoints, states: marks?.states, edges: marks?.edges ?? new Map() };
    this.#stage.mark(shown, this.#asideOf(view));
    const { differences } = this.#keptRun;
    const selectedName = selectedState(view)?.name;
    const scene: Scene = { view, graph, replay: this.#replay, marks, differences, selectedName };
    for (const part of this.#parts) part.update(scene);
    this.#world.remember(this.#toRemember(view));
  }

  #toRemember(view: ViewState): Remembered {
    const { selected, sidebar: tab, direction, folded, definition, run, moment, events } = view;
    return {
      ...(this.#look && { look: this.#look }),
      selected,
      sidebar: tab,
      direction,
      folded,
      machine: definition?.machine ?? this.#world.remembered.machine,
      ...(run && moment < events.length ? { moment: { run: run.id, moment } } : {}),
    };
  }

  #asideOf({ graph, through }: ViewState): ReadonlySet<string> {
    if (this.#aside?.graph !== graph || this.#aside.through !== through) {
      this.#aside = { graph, through, ids: through === undefined ? nothing : asideOf(graph, through) };
    }
    return this.#aside.ids;
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
