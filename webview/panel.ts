import type { Graph } from '../language/graph/graph.ts';
import { html } from './dom.ts';
import type { View } from './drawing/camera.ts';
import { Ruler } from './drawing/textFit.ts';
import { EditQueue } from './editQueue.ts';
import { type Drawn, KeptRunPicture } from './keptRunPicture.ts';
import { LayingOut } from './layingOut.ts';
import type { GraphLayout } from './layout/layoutGraph.ts';
import type { Elk } from './layout/layoutScope.ts';
import type { FromWebview, ToWebview } from './messages.ts';
import { elsewhereOf } from './nesting.ts';
import { onKeptPicture, onPicture } from './onPicture.ts';
import { crumbs } from './parts/crumbs.ts';
import { laterPart } from './parts/laterPart.ts';
import { notice } from './parts/notice.ts';
import type { Controls, PanelPart, Scene } from './parts/panelPart.ts';
import { sidebar } from './parts/sidebar.ts';
import { Stage } from './parts/stage.ts';
import { ownState } from './parts/stateTab.ts';
import { toolbar } from './parts/toolbar.ts';
import { asideOf } from './pathsThrough.ts';
import { Playback } from './playback.ts';
import { reduce } from './reduce.ts';
import { type Remembered, toRemember, viewFrom } from './remembered.ts';
import { MarkIndex } from './runMarks.ts';
import { StartedMarks } from './startedMarks.ts';
import { emptyView, isGoingOn, type UserAction, type ViewState } from './viewState.ts';

export interface PanelWorld {
  readonly elk: Elk;
  readonly remembered: Remembered;
  tell(message: FromWebview): void;
  remember(state: Remembered): void;
}

const nothing: ReadonlySet<string> = new Set();

/** The whole panel: what is said to it goes through `act`, and shows in the next frame. */
export class Panel {
  readonly element: HTMLElement;
  readonly #world: PanelWorld;
  readonly #ruler = new Ruler();
  readonly #stage: Stage;
  readonly #keptRun: KeptRunPicture;
  readonly #parts: readonly PanelPart[];
  readonly #layingOut: LayingOut;
  readonly #playback = new Playback(() => this.act({ type: 'played' }));
  readonly #startedMarks = new StartedMarks();
  readonly #edits: EditQueue;
  #view: ViewState;
  #look: View | undefined;
  #drawn: Drawn | undefined;
  #aside:
    | { readonly graph: Graph; readonly through: string | undefined; readonly ids: ReadonlySet<string> }
    | undefined;
  /** A state to bring into sight as soon as it is drawn. */
  #awaited: string | undefined;
  /** What the extension was asked to say the graphs of. */
  #asked = emptyView.opened;
  #frame = 0;

  constructor(world: PanelWorld) {
    this.#world = world;
    this.#view = viewFrom(world.remembered);
    this.#look = world.remembered.look;
    this.#edits = new EditQueue(
      (version, edit) => world.tell({ type: 'editRequested', version, edit }),
      (notice) => this.act({ type: 'noticeShown', notice }),
    );
    this.#layingOut = this.#makeLayingOut();
    const controls: Controls = {
      act: (action) => this.act(action),
      tell: (message) => world.tell(message),
      goTo: (name) => this.#goTo(name),
      edit: (edit) => this.#edits.add(edit),
      editField: (state, field) => this.#editField(state, field),
      mayChange: (...ids) => this.#mayChange(ids),
    };
    this.#stage = new Stage(
      this.#ruler.measure,
      onPicture(
        controls,
        () => this.#view,
        (look) => this.#looked(look),
      ),
    );
    this.#keptRun = new KeptRunPicture(() => new Stage(this.#ruler.measure, onKeptPicture(controls)));
    const over = [
      crumbs(controls, this.#stage),
      notice(controls),
      laterPart(async () => (await import('./parts/overlays.ts')).overlays(controls, this.#stage)),
    ];
    const [top, side] = [toolbar(controls, this.#stage), sidebar(controls)];
    const low = laterPart(async () => (await import('./parts/timeline.ts')).timeline(controls));
    const lanes = laterPart(async () => (await import('./parts/lanesView.ts')).lanesView(controls));
    const versions = laterPart(async () => (await import('./parts/versionCard.ts')).versionCard(controls));
    this.#parts = [top, side, lanes, low, versions, ...over];
    const picture = html('div', { class: 'picture-place' }, [
      this.#stage.element,
      ...over.map(({ element }) => element),
    ]);
    const pictures = html('main', { class: 'main' }, [this.#keptRun.element, picture, versions.element]);
    const body = html('div', { class: 'body' }, [pictures, side.element]);
    this.element = html('div', { class: 'panel' }, [top.element, body, lanes.element, low.element]);
    if (this.#look) this.#stage.move(this.#look);
    this.#schedule();
  }

  act(action: ToWebview | UserAction): void {
    const before = this.#view;
    this.#view = reduce(before, action);
    if (action.type === 'definitionShown') this.#edits.shown(action.definition);
    if (action.type === 'editAnswered') this.#edits.answered(action.outcome);
    if (action.type === 'runShown') this.#view = this.#atKeptMoment(this.#view);
    if (action.type === 'nestedToggled') this.#awaited = action.state;
    if (this.#view === before) return;
    this.#askForNested();
    if (this.#view.graph !== before.graph || this.#view.direction !== before.direction) void this.#layingOut.again();
    if (this.#view.cursor !== before.cursor) this.#stage.reveal(this.#view.cursor);
    if (this.#view.playing !== before.playing || this.#view.speed !== before.speed) this.#playback.play(this.#view);
    if (action.type === 'editAnswered' || this.#view.folded !== before.folded) this.#awaited = this.#view.selected;
    this.#schedule();
  }

  /** The moment that was looked at before the window was loaded again, if this is that run. */
  #atKeptMoment(view: ViewState): ViewState {
    const kept = this.#world.remembered.moment;
    if (!this.#playback.isFresh || kept === undefined || kept.run !== view.run?.id) return view;
    return reduce(view, { type: 'momentChosen', moment: kept.moment });
  }

  #looked(look: View): void {
    this.#look = look;
    this.#keptRun.follow(look);
    this.#schedule();
  }

  #askForNested(): void {
    const { definition, opened } = this.#view;
    if (!definition || opened === this.#asked) return;
    this.#asked = opened;
    this.#world.tell({ type: 'tasksOpened', opened });
  }

  /** What another file defines is changed in the picture of that one. */
  #mayChange(ids: readonly string[]): boolean {
    const file = ids.map((id) => elsewhereOf(this.#view.graph, id)?.file).find((each) => each !== undefined);
    if (file === undefined) return true;
    this.act({ type: 'noticeShown', notice: `This is part of ${file}. Open that graph to change it.` });
    return false;
  }

  #editField(state: string, field: string): void {
    this.act({ type: 'stateSelected', state });
    this.act({ type: 'tabChosen', tab: 'state' });
    this.act({ type: 'fieldWanted', field });
  }

  #makeLayingOut(): LayingOut {
    return new LayingOut(this.#world.elk, this.#ruler.measure, {
      wanted: () => this.#view,
      begun: () => {
        this.#ruler.refresh();
        this.#stage.explain('Laying out the workflow …');
      },
      done: (graph, layout) => this.#draw(graph, layout),
      failed: (error) =>
        this.#world.tell({ type: 'panelFailed', message: `The picture could not be laid out. ${String(error)}` }),
      gaveUp: () => this.#stage.explain('The picture could not be laid out. The next change of the text tries again.'),
    });
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
    const view = this.#view;
    this.#playback.catchUp(view);
    const { replay } = this.#playback;
    const own = this.#drawn && this.#keptRun.update(view, replay, this.#drawn, this.#look);
    const marks = own && this.#startedMarks.added(own, replay, view);
    const { selected, selection, focused, cursor, breakpoints, graph } = view;
    const edges = marks?.edges ?? new Map();
    const shown = { selected, selection, focused, cursor, breakpoints, states: marks?.states, edges };
    this.element.classList.toggle('live', isGoingOn(view));
    this.#stage.mark(shown, this.#asideOf(view));
    const { differences } = this.#keptRun;
    const selectedName = ownState(view)?.name;
    const scene: Scene = { view, graph, replay, marks, differences, selectedName };
    for (const part of this.#parts) part.update(scene);
    this.#world.remember(toRemember(view, this.#look, this.#world.remembered));
  }

  #asideOf({ graph, through }: ViewState): ReadonlySet<string> {
    if (this.#aside?.graph !== graph || this.#aside.through !== through) {
      this.#aside = { graph, through, ids: through === undefined ? nothing : asideOf(graph, through) };
    }
    return this.#aside.ids;
  }

  #goTo(name: string): void {
    const [state] = this.#drawn?.index.nodesNamed(name) ?? [];
    if (state === undefined) return;
    this.act({ type: 'stateSelected', state });
    this.#stage.reveal(state);
  }
}
