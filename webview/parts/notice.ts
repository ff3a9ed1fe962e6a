import { html, iconButton } from '../dom.ts';
import { actionIcon } from '../drawing/icons.ts';
import { selectedStates } from '../selection.ts';
import type { Controls, PanelPart } from './panelPart.ts';

/** Why a change on the picture was not made; that only some paths stand out; and that several states are selected. */
export function notice({ act }: Controls): PanelPart {
  const words = html('span', {});
  const refusal = html('div', { class: 'notice', role: 'alert' }, [
    words,
    iconButton('Dismiss', actionIcon('close'), () => act({ type: 'noticeShown', notice: undefined })),
  ]);
  const pathWords = html('span', {});
  const paths = html('div', { class: 'notice quiet', role: 'status' }, [
    pathWords,
    iconButton('Show all paths', actionIcon('close'), () => act({ type: 'pathsToggled', state: undefined })),
  ]);
  const count = html('span', {});
  const several = html('div', { class: 'notice quiet', role: 'status' }, [
    count,
    iconButton('Select nothing', actionIcon('close'), () => act({ type: 'stateSelected', state: undefined })),
  ]);
  return {
    element: html('div', { class: 'notices' }, [refusal, paths, several]),
    update: ({ view, graph }) => {
      refusal.hidden = view.notice === undefined;
      words.textContent = view.notice ?? '';
      const through = graph.scopes.flatMap(({ nodes }) => nodes).find(({ id }) => id === view.through);
      paths.hidden = through === undefined;
      pathWords.textContent = through ? `The paths through “${through.name}”` : '';
      const selected = view.selection.length > 1 ? selectedStates(view).length : 0;
      several.hidden = selected < 2;
      count.textContent = selected < 2 ? '' : `${selected} states are selected`;
    },
  };
}
