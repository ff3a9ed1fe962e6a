import type { Graph } from '../language/graph/graph.ts';
import type { GraphEdit, StateDetails } from '../language/graph/graphEdit.ts';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { AxisKind } from './axis.ts';
import { foldedGraph, groupsAround } from './folding.ts';
import type { Direction } from './layout/direction.ts';
import type {
  DefinitionView,
  EditOutcome,
  FoundIntegration,
  RunSetup,
  RunView,
  StageValue,
  TaskQuestion,
  ToWebview,
  VisitKey,
} from './messages.ts';
import { type Overlay, overlayFor } from './overlay.ts';

export type Tab = 'run' | 'state' | 'events';
export const speeds = [1, 2, 5, 20, 100] as const;

/** A run that later ones are compared with. */
export interface KeptRun {
  readonly run: RunView;
  readonly events: readonly HistoryEvent[];
}

/** Everything that the panel shows. Never mutated. */
export interface ViewState {
  readonly definition: DefinitionView | undefined;
  readonly direction: Direction;
  /** What is drawn of it: all but what is folded. */
  readonly graph: Graph;
  /** Where the text cursor stands. */
  readonly cursor: string | undefined;
  /** Node ids. */
  readonly breakpoints: ReadonlySet<string>;
  /** Node ids: what the keyboard is at, and what the details show. */
  readonly focused: string | undefined;
  readonly selected: string | undefined;
  readonly sidebar: Tab | undefined;
  readonly setup: RunSetup | undefined;
  readonly input: string;
  readonly mockCase: string | undefined;
  readonly run: RunView | undefined;
  readonly events: readonly HistoryEvent[];
  /** How many events have happened in the picture. */
  readonly moment: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly questions: readonly TaskQuestion[];
  readonly filter: string;
  /** Which visit of the selected state the details show; undefined: the latest at the moment. */
  readonly visit: number | undefined;
  /** What the slider and the lanes go along. */
  readonly axis: AxisKind;
  /** Whether the lanes are shown. */
  readonly lanes: boolean;
  /** The moment whose event others are compared with. */
  readonly pinned: number | undefined;
  readonly kept: KeptRun | undefined;
  /** The one item that is shown of a Map, and the moment at which that visit of the Map began. */
  readonly followed: { readonly state: string; readonly began: number; readonly index: number } | undefined;
  /** What the extension said last of the values of a visit. */
  readonly values: { readonly visit: VisitKey; readonly values: readonly StageValue[] } | undefined;
  /** What can be edited of the selected state. */
  readonly details: StateDetails | undefined;
  /** The field that the keyboard goes to as soon as it is there. */
  readonly field: string | undefined;
  /** What lies over the picture and has the keyboard. */
  readonly overlay: Overlay | undefined;
  /** Why the last change on the picture was not made. */
  readonly notice: string | undefined;
  readonly integrations: { readonly query: string; readonly found: readonly FoundIntegration[] };
  /** Groups whose insides are hidden: node ids. */
  readonly folded: readonly string[];
  /** Only the paths through this state stand out. */
  readonly through: string | undefined;
}

export type UserAction =
  | { readonly type: 'stateFocused'; readonly state: string }
  | { readonly type: 'stateSelected'; readonly state: string | undefined }
  | { readonly type: 'tabChosen'; readonly tab: Tab | undefined }
  | { readonly type: 'inputEdited'; readonly text: string }
  | { readonly type: 'mockCaseChosen'; readonly mockCase: string | undefined }
  | { readonly type: 'momentChosen'; readonly moment: number }
  | { readonly type: 'playToggled' }
  | { readonly type: 'played' }
  | { readonly type: 'speedChosen'; readonly speed: number }
  | { readonly type: 'filterEdited'; readonly text: string }
  | { readonly type: 'visitChosen'; readonly visit: number | undefined }
  | { readonly type: 'axisChosen'; readonly axis: AxisKind }
  | { readonly type: 'lanesToggled' }
  | { readonly type: 'directionTurned' }
  | { readonly type: 'eventPinned'; readonly moment: number | undefined }
  | { readonly type: 'itemFollowed'; readonly followed: ViewState['followed'] }
  | { readonly type: 'runKept' }
  | { readonly type: 'comparisonEnded' }
  | { readonly type: 'questionAnswered'; readonly questionId: string }
  | { readonly type: 'overlayOpened'; readonly overlay: Overlay }
  | { readonly type: 'overlayClosed' }
  | { readonly type: 'noticeShown'; readonly notice: string | undefined }
  | { readonly type: 'foldToggled'; readonly state: string }
  | { readonly type: 'pathsToggled'; readonly state: string | undefined }
  | { readonly type: 'fieldWanted'; readonly field: string | undefined };

export const emptyView: ViewState = {
  definition: undefined,
  direction: 'down',
  graph: { scopes: [] },
  cursor: undefined,
  breakpoints: new Set(),
  focused: undefined,
  selected: undefined,
  sidebar: undefined,
  setup: undefined,
  input: '{}',
  mockCase: undefined,
  run: undefined,
  events: [],
  moment: 0,
  playing: false,
  speed: 1,
  questions: [],
  filter: '',
  visit: undefined,
  axis: 'events',
  lanes: false,
  pinned: undefined,
  kept: undefined,
  followed: undefined,
  values: undefined,
  details: undefined,
  field: undefined,
  overlay: undefined,
  notice: undefined,
  integrations: { query: '', found: [] },
  folded: [],
  through: undefined,
};

/** The view after something was said by the extension or done by the user. */
export function reduce(view: ViewState, action: ToWebview | UserAction): ViewState {
  switch (action.type) {
    case 'definitionShown':
      return showDefinition(view, action.definition);
    case 'cursorMoved':
      return { ...view, cursor: action.state };
    case 'breakpointsShown':
      return { ...view, breakpoints: new Set(action.states) };
    case 'runOffered':
      return offerRun(view, action.setup, action.focus);
    case 'runShown':
      return showRun(view, action.run, action.events);
    case 'eventsAdded':
      return view.run?.id === action.runId ? addEvents(view, action.events) : view;
    case 'runEnded':
      return view.run?.id === action.runId ? endRun({ ...view, run: { ...view.run, outcome: action.outcome } }) : view;
    case 'valuesShown':
      return { ...view, values: { visit: action.visit, values: action.values } };
    case 'taskAsked':
      return { ...view, questions: [...without(view.questions, action.question.id), action.question], sidebar: 'run' };
    case 'taskWithdrawn':
    case 'questionAnswered':
      return { ...view, questions: without(view.questions, action.questionId) };
    case 'stateFocused':
      return { ...view, focused: action.state };
    case 'stateSelected':
      return selectState(view, action.state);
    case 'tabChosen':
      return { ...view, sidebar: action.tab };
    case 'inputEdited':
      return { ...view, input: action.text };
    case 'mockCaseChosen':
      return { ...view, mockCase: action.mockCase };
    case 'momentChosen':
      return { ...view, moment: clamp(action.moment, view.events.length), playing: false };
    case 'playToggled':
      return togglePlay(view);
    case 'played':
      return play(view);
    case 'speedChosen':
      return { ...view, speed: action.speed };
    case 'filterEdited':
      return { ...view, filter: action.text };
    case 'visitChosen':
      return { ...view, visit: action.visit };
    case 'axisChosen':
      return { ...view, axis: action.axis };
    case 'directionTurned':
      return { ...view, direction: view.direction === 'down' ? 'right' : 'down' };
    case 'lanesToggled':
      return { ...view, lanes: !view.lanes };
    case 'eventPinned':
      return { ...view, pinned: action.moment };
    case 'itemFollowed':
      return { ...view, followed: action.followed };
    case 'runKept':
      return view.run ? { ...view, kept: { run: view.run, events: view.events } } : view;
    case 'comparisonEnded':
      return { ...view, kept: undefined };
    default:
      return reduceEditing(view, action);
  }
}

type EditingAction = Extract<
  ToWebview | UserAction,
  {
    type:
      | 'editAnswered'
      | 'detailsShown'
      | 'integrationsFound'
      | 'fieldWanted'
      | 'overlayOpened'
      | 'overlayClosed'
      | 'noticeShown'
      | 'foldToggled'
      | 'pathsToggled';
  }
>;

/** The same for what changes the picture's text, and for what is drawn of it. */
function reduceEditing(view: ViewState, action: EditingAction): ViewState {
  switch (action.type) {
    case 'editAnswered':
      return endEdit(view, action.edit, action.outcome);
    case 'detailsShown':
      return action.state === view.selected ? { ...view, details: action.details } : view;
    case 'fieldWanted':
      return { ...view, field: action.field };
    case 'integrationsFound':
      return { ...view, integrations: { query: action.query, found: action.integrations } };
    case 'overlayOpened':
      return { ...view, overlay: action.overlay, notice: undefined };
    case 'overlayClosed':
      return view.overlay ? { ...view, overlay: undefined } : view;
    case 'noticeShown':
      return { ...view, notice: action.notice };
    case 'foldToggled':
      return toggleFold(view, action.state);
    case 'pathsToggled':
      return { ...view, through: action.state === view.through ? undefined : action.state };
  }
}

/** The run is over, was recorded elsewhere, or there is none. */
export function canRun({ run }: ViewState): boolean {
  return run === undefined || run.outcome !== undefined || run.recorded !== undefined;
}

/** What is wrong with a JSON text, in words; undefined when it is one. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'This is not JSON.';
  }
}

/** An input that the user has changed is kept when the offer comes again. */
function offerRun(view: ViewState, setup: RunSetup, focus: boolean): ViewState {
  const edited = view.setup !== undefined && !view.setup.inputs.some(({ text }) => text === view.input);
  return {
    ...view,
    setup,
    input: edited ? view.input : (setup.inputs[0]?.text ?? view.input),
    mockCase: setup.mockCase,
    sidebar: focus ? 'run' : view.sidebar,
  };
}

/** A running execution is followed; a finished one is shown at its end. */
function showRun(view: ViewState, run: RunView, events: readonly HistoryEvent[]): ViewState {
  const questions = view.questions.filter(({ runId }) => runId === run.id);
  const shown = {
    ...view,
    run,
    events,
    moment: events.length,
    playing: false,
    visit: undefined,
    pinned: undefined,
    questions,
  };
  return { ...shown, pinned: undefined, followed: undefined, sidebar: view.sidebar ?? 'run' };
}

function addEvents(view: ViewState, added: readonly HistoryEvent[]): ViewState {
  const events = [...view.events, ...added];
  const follows = view.moment === view.events.length && !view.playing;
  return { ...view, events, moment: follows ? events.length : view.moment, values: undefined };
}

function endRun(view: ViewState): ViewState {
  return { ...view, questions: view.questions.filter(({ runId }) => runId !== view.run?.id) };
}

/** Another machine of the template: what is open over the picture was about the one before. */
function showDefinition(view: ViewState, definition: DefinitionView): ViewState {
  const shown = { ...view, definition, graph: foldedGraph(definition.graph, view.folded) };
  const isSame = view.definition?.machine === definition.machine;
  return isSame ? shown : { ...shown, overlay: undefined, through: undefined };
}

function fold(view: ViewState, folded: readonly string[]): ViewState {
  return { ...view, folded, graph: foldedGraph(view.definition?.graph ?? view.graph, folded) };
}

function endEdit(view: ViewState, edit: GraphEdit, outcome: EditOutcome): ViewState {
  switch (outcome.kind) {
    case 'done':
      return { ...selectState(view, outcome.selected ?? view.selected), overlay: undefined, notice: undefined };
    case 'refused':
      return { ...view, overlay: undefined, notice: outcome.reason };
    case 'asked':
      return { ...view, overlay: overlayFor(edit, outcome.question, outcome.choices) };
  }
}

function toggleFold(view: ViewState, state: string): ViewState {
  const others = view.folded.filter((each) => each !== state);
  return fold(view, others.length < view.folded.length ? others : [...view.folded, state]);
}

/** A state inside a folded group comes to light. */
function selectState(before: ViewState, state: string | undefined): ViewState {
  const around = state === undefined ? [] : groupsAround(before.definition?.graph, state);
  const isHidden = before.folded.some((group) => around.includes(group));
  const shown = before.folded.filter((group) => !around.includes(group));
  const view = isHidden ? fold(before, shown) : before;
  if (state === undefined) return { ...view, selected: undefined, visit: undefined };
  const sidebar = view.sidebar === undefined || view.sidebar === 'run' ? view.sidebar : 'state';
  return { ...view, selected: state, focused: state, visit: undefined, sidebar: view.run ? 'state' : sidebar };
}

/** Playing from the end starts again. */
function togglePlay(view: ViewState): ViewState {
  if (view.playing) return { ...view, playing: false };
  const moment = view.moment >= view.events.length ? 0 : view.moment;
  return { ...view, moment, playing: view.events.length > 0 };
}

function play(view: ViewState): ViewState {
  if (!view.playing) return view;
  const moment = clamp(view.moment + 1, view.events.length);
  return { ...view, moment, playing: moment < view.events.length };
}

function without(questions: readonly TaskQuestion[], id: string): readonly TaskQuestion[] {
  return questions.filter((question) => question.id !== id);
}

function clamp(moment: number, length: number): number {
  return Math.max(0, Math.min(moment, length));
}
