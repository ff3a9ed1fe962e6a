import { html } from '../dom.ts';
import { completed, type Overlay } from '../overlay.ts';
import { statesMeant } from '../selection.ts';
import { type MenuItem, menu } from './menu.ts';
import { edgeItems, severalItems, stateItems, transitionItems } from './menuItems.ts';
import { palette } from './palette.ts';
import type { Controls, Scene } from './panelPart.ts';
import { type Choice, pickList } from './pickList.ts';
import { renameBox } from './renameBox.ts';

/** What is laid over the picture, and how it follows what is said meanwhile. */
export interface OverlayShape {
  readonly element: HTMLElement;
  update?(scene: Scene): void;
}

/** Undefined when what it is about is not there any more. */
export function shapeOf(
  overlay: Overlay,
  scene: Scene,
  controls: Controls,
  close: () => void,
): OverlayShape | undefined {
  const { graph } = scene;
  const node = (id: string) => graph.scopes.flatMap(({ nodes }) => nodes).find((each) => each.id === id);
  switch (overlay.kind) {
    case 'stateMenu': {
      const state = node(overlay.state);
      if (state?.kind !== 'state') return undefined;
      const states = statesMeant(scene.view, state.id);
      if (states.length > 1) return menuOf(`${states.length} states`, severalItems(states, controls), close);
      return menuOf(state.name, stateItems(state, graph, controls), close);
    }
    case 'transitionsMenu': {
      const items = transitionItems(graph, overlay.state, controls);
      return menuOf(`Transitions of ${node(overlay.state)?.name ?? ''}`, items, close);
    }
    case 'edgeMenu':
      return menuOf('Transition', edgeItems(graph, overlay.edge, controls), close);
    case 'palette':
      return palette(overlay.place, scene, controls, close);
    case 'rename': {
      const name = node(overlay.state)?.name ?? '';
      return { element: html('div', { class: 'rename-place' }, [renameBox(overlay.state, name, controls, close)]) };
    }
    case 'chooser': {
      const choose = (state: string) => () => controls.edit(completed(overlay, state));
      const matching = (text: string): readonly Choice[] =>
        overlay.choices
          .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
          .map(({ state, name }) => ({ label: name, detail: placeWords(state), pick: choose(state) }));
      const list = pickList(overlay.question, (text) => list.show(matching(text)), close);
      list.show(matching(''));
      return { element: list.element };
    }
  }
}

/** An empty menu says so, and can only be closed. */
function menuOf(label: string, items: readonly MenuItem[], close: () => void): OverlayShape {
  const nothing: MenuItem = { label: 'Nothing leads on from here', key: '', run: close };
  return { element: menu(label, items.length > 0 ? items : [nothing], close) };
}

function placeWords(state: string): string {
  return state.endsWith('#end') ? 'where it ends' : '';
}
