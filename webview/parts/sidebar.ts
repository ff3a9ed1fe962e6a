import { html, iconButton } from '../dom.ts';
import { actionIcon } from '../drawing/icons.ts';
import type { Tab } from '../viewState.ts';
import { laterPart } from './laterPart.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import { stateTab } from './stateTab.ts';

const names: Readonly<Record<Tab, string>> = { run: 'Run', state: 'State', events: 'Events' };

/** Run, details and events beside the picture, one at a time. */
export function sidebar(controls: Controls): PanelPart {
  const parts: Readonly<Record<Tab, PanelPart>> = {
    run: laterPart(async () => (await import('./runTab.ts')).runTab(controls)),
    state: stateTab(controls),
    events: laterPart(async () => (await import('./eventsTab.ts')).eventsTab(controls)),
  };
  const tabs = (['run', 'state', 'events'] as const).map((tab) => {
    const button = html('button', { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}` }, [
      names[tab],
    ]);
    button.addEventListener('click', () => controls.act({ type: 'tabChosen', tab }));
    const panel = html(
      'div',
      { class: 'tab-panel', role: 'tabpanel', id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}` },
      [parts[tab].element],
    );
    return { tab, button, panel };
  });
  const list = html(
    'div',
    { class: 'tabs', role: 'tablist' },
    tabs.map(({ button }) => button),
  );
  list.addEventListener('keydown', ({ key }) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const place = tabs.findIndex(({ button }) => button === document.activeElement);
    if (step !== 0) tabs.at((place + step) % tabs.length)?.button.focus();
  });
  const close = iconButton('Close', actionIcon('close'), () => controls.act({ type: 'tabChosen', tab: undefined }));
  const element = html('aside', { class: 'sidebar', 'aria-label': 'Details' }, [
    html('div', { class: 'sidebar-head' }, [list, close]),
    ...tabs.map(({ panel }) => panel),
  ]);
  return {
    element,
    update: (scene) => {
      const { sidebar: chosen, questions } = scene.view;
      element.hidden = chosen === undefined;
      for (const { tab, button, panel } of tabs) {
        button.setAttribute('aria-selected', String(tab === chosen));
        button.tabIndex = tab === chosen ? 0 : -1;
        panel.hidden = tab !== chosen;
        if (tab === 'run') button.classList.toggle('asks', questions.length > 0);
        parts[tab].update(scene);
      }
    },
  };
}
