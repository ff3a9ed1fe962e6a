import { html } from '../dom.ts';
import { groupsAround } from '../folding.ts';
import { elsewhereOf } from '../nesting.ts';
import type { ViewState } from '../viewState.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import type { Stage } from './stage.ts';

/** Where the selected state stands: the groups around it, from the outside in. */
export function crumbs({ act }: Controls, stage: Stage): PanelPart {
  const list = html('ol', {});
  const element = html('nav', { class: 'crumbs', 'aria-label': 'Groups around the state' }, [list]);
  let key = '';
  return {
    element,
    update: ({ view }) => {
      const path = pathOf(view);
      const next = JSON.stringify(path);
      if (next === key) return;
      key = next;
      element.hidden = path.length === 0;
      list.replaceChildren(
        ...path.map(({ id, name }) => {
          const isHere = id !== undefined && id === view.selected;
          const current = isHere ? 'location' : undefined;
          const button = html('button', { type: 'button', class: 'link', 'aria-current': current }, [name]);
          button.addEventListener('click', () => {
            act({ type: 'stateSelected', state: id });
            if (id === undefined) stage.fit();
            else stage.reveal(id);
          });
          return html('li', {}, [button]);
        }),
      );
    },
  };
}

interface Crumb {
  /** Undefined for the workflow as a whole. */
  readonly id: string | undefined;
  readonly name: string;
}

/** A state of another workflow has the one that the picture is of before all. */
function pathOf({ selected, whole, definition }: ViewState): readonly Crumb[] {
  const around = selected === undefined ? [] : groupsAround(whole, selected);
  if (selected === undefined || around.length === 0) return [];
  const names = new Map(whole.scopes.flatMap(({ nodes }) => nodes.map(({ id, name }) => [id, name])));
  const states = [...around, selected].map((id) => ({ id, name: names.get(id) ?? '' }));
  return elsewhereOf(whole, selected) ? [{ id: undefined, name: definition?.title ?? '' }, ...states] : states;
}
