import type { Graph } from '../../language/graph/graph.ts';
import type { View } from '../drawing/camera.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';

/** What somebody does on the picture. */
export interface StageListener {
  focused(id: string): void;
  /** Chosen by click or Space. */
  selected(id: string | undefined): void;
  /** To be selected with others, or no longer. */
  toggled(id: string): void;
  /** States that a frame was drawn around. */
  framed(ids: readonly string[]): void;
  /** Its text is wanted, with the keyboard in it. */
  opened(id: string): void;
  breakpointToggled(id: string): void;
  /** What a Task starts is to be shown inside it, or no longer. */
  nestedToggled(id: string): void;
  viewChanged(view: View): void;
  /** By the right button, or by the button beside the selected state. */
  menuAsked(kind: 'state' | 'edge', id: string): void;
  /** The end of an edge was dropped on a node. */
  redirected(edge: string, to: string): void;
  /** Whether a key, with `Ctrl+` and such before it, means something for the node that the keyboard is at. */
  pressed(key: string, id: string | undefined): boolean;
}

/** The picture under the pointer and the keyboard. */
export interface MovedPicture {
  readonly view: View;
  /** Undefined until there is a picture. */
  readonly drawn: { readonly graph: Graph; readonly layout: GraphLayout } | undefined;
  /** From then on the view is the user's. */
  move(view: View): void;
  zoom(factor: number): void;
  fit(): void;
  reveal(id: string | undefined): void;
}
