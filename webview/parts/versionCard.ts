import { html, iconButton } from '../dom.ts';
import { changeWords } from '../drawing/drawChanges.ts';
import { actionIcon, changeIcon } from '../drawing/icons.ts';
import type { VersionComparison } from '../messages.ts';
import type { Controls, PanelPart } from './panelPart.ts';

/** Longer lists are cut; the picture shows all. */
const mostLines = 200;

/** What changes from another version: beside the picture that has both in one. */
export function versionCard({ act, tell }: Controls): PanelPart {
  const title = html('h2', {});
  const list = html('ul', {});
  const close = iconButton('End comparison', actionIcon('close'), () => tell({ type: 'versionsClosed' }));
  const element = html('section', { class: 'version-card', 'aria-label': 'Changes', hidden: true }, [
    html('header', {}, [title, close]),
    list,
  ]);
  let shown: VersionComparison | undefined;
  const line = ({ kind, id, words }: VersionComparison['changes'][number]): HTMLElement => {
    const button = html('button', { type: 'button', class: 'menu-item' }, [
      changeIcon(kind),
      `${changeWords[kind]}: ${words}`,
    ]);
    button.addEventListener('click', () => act({ type: 'stateSelected', state: id }));
    return html('li', {}, [button]);
  };
  return {
    element,
    update: ({ view }) => {
      const comparison = view.definition?.comparison;
      if (comparison === shown) return;
      shown = comparison;
      element.hidden = comparison === undefined;
      if (!comparison) return;
      const { changes, label } = comparison;
      title.textContent = changes.length === 0 ? `No changes since ${label}` : `Changes since ${label}`;
      const more = changes.length - mostLines;
      const rest = more > 0 ? [html('li', {}, [`and ${more} more`])] : [];
      list.replaceChildren(...changes.slice(0, mostLines).map(line), ...rest);
    },
  };
}
