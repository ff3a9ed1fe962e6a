import { html } from '../dom.ts';
import { groupsAround } from '../folding.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import type { Stage } from './stage.ts';

/** Where the selected state stands: the groups around it, from the outside in. */
export function crumbs({ act }: Controls, stage: Stage): PanelPart {
  const list = html('ol', {});
  const element = html('nav', { class: 'crumbs', 'aria-label': 'Groups around the state' }, [list]);
  let key = '';
  return {
    element,
    update: ({ view: { selected, definition }, graph }) => {
      const around = selected === undefined ? [] : groupsAround(definition?.graph, selected);
      const path = selected === undefined || around.length === 0 ? [] : [...around, selected];
      const nodes = graph.scopes.flatMap((scope) => scope.nodes);
      const names = path.map((id) => nodes.find((node) => node.id === id)?.name ?? '');
      const next = JSON.stringify([path, names]);
      if (next === key) return;
      key = next;
      element.hidden = path.length === 0;
      list.replaceChildren(
        ...path.map((id, index) => {
          const button = html(
            'button',
            { type: 'button', class: 'link', 'aria-current': id === selected ? 'location' : undefined },
            [names[index] ?? ''],
          );
          button.addEventListener('click', () => {
            act({ type: 'stateSelected', state: id });
            stage.reveal(id);
          });
          return html('li', {}, [button]);
        }),
      );
    },
  };
}
