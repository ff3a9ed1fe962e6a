import type { Graph } from '../language/graph/graph.ts';
import type { StateDetails } from '../language/graph/graphEdit.ts';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { AxisKind } from './axis.ts';
import type { Direction } from './layout/direction.ts';
import type {
  DefinitionView,
  FoundIntegration,
  NestedView,
  RunSetup,
  RunView,
  StageValue,
  TaskQuestion,
  VisitKey,
} from './messages.ts';
import type { Overlay } from './overlay.ts';

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
  /** The Tasks that show what they start: the Tasks around each, and itself. */
  readonly opened: readonly (readonly string[])[];
  /** What was said of those. */
  readonly nested: readonly NestedView[];
  /** The definition with what is opened in it. */
  readonly whole: Graph;
  /** What is drawn of that: all but what is folded. */
  readonly graph: Graph;
  /** Where the text cursor stands. */
  readonly cursor: string | undefined;
  /** Node ids. */
  readonly breakpoints: ReadonlySet<string>;
  /** Node ids: what the keyboard is at, and what the details show. */
  readonly focused: string | undefined;
  readonly selected: string | undefined;
  /** All that are selected, in the order in which they were; `selected` is the last. */
  readonly selection: readonly string[];
  readonly sidebar: Tab | undefined;
  readonly setup: RunSetup | undefined;
  readonly input: string;
  readonly mockCase: string | undefined;
  readonly run: RunView | undefined;
  readonly events: readonly HistoryEvent[];
  /** What is known of the executions that its tasks have started, by ARN. */
  readonly started: ReadonlyMap<string, readonly HistoryEvent[]>;
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

/** What somebody does with the picture and around it. */
type PictureAction =
  | { readonly type: 'stateFocused'; readonly state: string }
  | { readonly type: 'stateSelected'; readonly state: string | undefined }
  /** Selected with the others, or no longer. */
  | { readonly type: 'selectionToggled'; readonly state: string }
  | { readonly type: 'statesSelected'; readonly states: readonly string[] }
  | { readonly type: 'tabChosen'; readonly tab: Tab | undefined }
  | { readonly type: 'directionTurned' }
  | { readonly type: 'overlayOpened'; readonly overlay: Overlay }
  | { readonly type: 'overlayClosed' }
  | { readonly type: 'noticeShown'; readonly notice: string | undefined }
  | { readonly type: 'foldToggled'; readonly state: string }
  | { readonly type: 'nestedToggled'; readonly state: string }
  | { readonly type: 'pathsToggled'; readonly state: string | undefined }
  | { readonly type: 'fieldWanted'; readonly field: string | undefined };

/** What somebody does with a run. */
export type RunAction =
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
  | { readonly type: 'eventPinned'; readonly moment: number | undefined }
  | { readonly type: 'itemFollowed'; readonly followed: ViewState['followed'] }
  | { readonly type: 'runKept' }
  | { readonly type: 'comparisonEnded' }
  | { readonly type: 'questionAnswered'; readonly questionId: string };

export type UserAction = PictureAction | RunAction;

export const emptyView: ViewState = {
  definition: undefined,
  direction: 'down',
  opened: [],
  nested: [],
  whole: { scopes: [] },
  graph: { scopes: [] },
  cursor: undefined,
  breakpoints: new Set(),
  focused: undefined,
  selected: undefined,
  selection: [],
  sidebar: undefined,
  setup: undefined,
  input: '{}',
  mockCase: undefined,
  run: undefined,
  events: [],
  started: new Map(),
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

/** There is a run, which is not over, was not cut off and was not recorded elsewhere: another one has to wait. */
export function isGoingOn({ run }: Pick<ViewState, 'run'>): boolean {
  return run !== undefined && !run.outcome && !run.recorded && !run.cutOff;
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
