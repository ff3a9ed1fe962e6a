import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { AxisKind } from './axis.ts';
import type { Direction } from './layout/direction.ts';
import type { DefinitionView, RunSetup, RunView, StageValue, TaskQuestion, ToWebview, VisitKey } from './messages.ts';

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
  /** Where the text cursor stands. */
  readonly cursor: string | undefined;
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
  | { readonly type: 'questionAnswered'; readonly questionId: string };

export const emptyView: ViewState = {
  definition: undefined,
  direction: 'down',
  cursor: undefined,
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
};

/** The view after something was said by the extension or done by the user. */
export function reduce(view: ViewState, action: ToWebview | UserAction): ViewState {
  switch (action.type) {
    case 'definitionShown':
      return { ...view, definition: action.definition };
    case 'cursorMoved':
      return { ...view, cursor: action.state };
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

function selectState(view: ViewState, state: string | undefined): ViewState {
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
