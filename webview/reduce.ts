import type { GraphEdit } from '../language/graph/graphEdit.ts';
import { groupsAround } from './folding.ts';
import type { DefinitionView, EditOutcome, ToWebview } from './messages.ts';
import { idOf } from './nesting.ts';
import { overlayFor } from './overlay.ts';
import { followTasks, pictured, showNested, toggleNested } from './reduceNesting.ts';
import { reduceRun } from './reduceRun.ts';
import { toggled } from './selection.ts';
import type { UserAction, ViewState } from './viewState.ts';

/** The view after something was said by the extension or done by the user. */
export function reduce(view: ViewState, action: ToWebview | UserAction): ViewState {
  switch (action.type) {
    case 'definitionShown':
      return showDefinition(view, action.definition);
    case 'cursorMoved':
      return { ...view, cursor: action.place && idOf([...(action.place.within ?? []), action.place.state]) };
    case 'breakpointsShown':
      return { ...view, breakpoints: new Set(action.states) };
    case 'stateFocused':
      return { ...view, focused: action.state };
    case 'stateSelected':
      return selectState(view, action.state);
    case 'selectionToggled':
      return selectStates(view, toggled(view, action.state));
    case 'statesSelected':
      return selectStates(view, action.states);
    case 'tabChosen':
      return { ...view, sidebar: action.tab };
    case 'directionTurned':
      return { ...view, direction: view.direction === 'down' ? 'right' : 'down' };
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
    case 'nestedToggled':
      return toggleNested(view, action.state);
    case 'nestedShown':
      return showNested(view, action.machines);
    case 'pathsToggled':
      return { ...view, through: action.state === view.through ? undefined : action.state };
    default:
      return reduceRun(view, action);
  }
}

/** Another machine of the template: what is open over the picture was about the one before. */
function showDefinition(view: ViewState, definition: DefinitionView): ViewState {
  const shown = pictured({ ...followTasks(view, definition), definition });
  const isSame = view.definition?.machine === definition.machine;
  return isSame ? shown : { ...shown, overlay: undefined, through: undefined };
}

function fold(view: ViewState, folded: readonly string[]): ViewState {
  return pictured({ ...view, folded });
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

function selectStates(view: ViewState, states: readonly string[]): ViewState {
  return { ...selectState(view, states.at(-1)), selection: states };
}

/** A state inside a folded group comes to light. */
function selectState(before: ViewState, state: string | undefined): ViewState {
  const around = state === undefined ? [] : groupsAround(before.whole, state);
  const isHidden = before.folded.some((group) => around.includes(group));
  const shown = before.folded.filter((group) => !around.includes(group));
  const view = isHidden ? fold(before, shown) : before;
  if (state === undefined) return { ...view, selected: undefined, selection: [], visit: undefined };
  const sidebar = view.sidebar === undefined || view.sidebar === 'run' ? view.sidebar : 'state';
  const selected = { selected: state, selection: [state], focused: state, visit: undefined };
  return { ...view, ...selected, sidebar: view.run ? 'state' : sidebar };
}
