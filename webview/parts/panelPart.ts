import type { Graph } from '../../language/graph/graph.ts';
import type { GraphEdit } from '../../language/graph/graphEdit.ts';
import type { Replay } from '../../runtime/interpreter/replay.ts';
import type { StateDifference } from '../compareRuns.ts';
import type { FromWebview } from '../messages.ts';
import type { RunMarks } from '../runMarks.ts';
import type { UserAction, ViewState } from '../viewState.ts';

/** What every part of the panel is shown. */
export interface Scene {
  readonly view: ViewState;
  /** What is drawn: without what is folded. */
  readonly graph: Graph;
  readonly replay: Replay;
  /** Undefined when no run is shown. */
  readonly marks: RunMarks | undefined;
  /** Where the kept run and this one went otherwise; undefined while no runs are compared. */
  readonly differences: readonly StateDifference[] | undefined;
  /** The selected node's name, when it is a state. */
  readonly selectedName: string | undefined;
}

/** What every part of the panel can do. */
export interface Controls {
  act(action: UserAction): void;
  tell(message: FromWebview): void;
  /** Selects the state of this name and brings it into sight. */
  goTo(name: string): void;
  /** Changes the text that the picture shows. */
  edit(edit: GraphEdit): void;
  /** Whether states and transitions can be changed here; where they cannot, somebody is told why. */
  mayChange(...ids: readonly string[]): boolean;
  /** Opens the details of a state at one of its fields. */
  editField(state: string, field: string): void;
}

export interface PanelPart {
  readonly element: HTMLElement;
  update(scene: Scene): void;
}
