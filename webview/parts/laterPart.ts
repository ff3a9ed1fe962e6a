import { html } from '../dom.ts';
import type { PanelPart, Scene } from './panelPart.ts';

/** A part that is not needed to show a picture: it loads behind it, and then shows the latest scene. */
export function laterPart(load: () => Promise<PanelPart>): PanelPart {
  const element = html('div', { class: 'later-part' });
  let part: PanelPart | undefined;
  let latest: Scene | undefined;
  void load().then((loaded) => {
    part = loaded;
    element.append(part.element);
    if (latest) part.update(latest);
  });
  return {
    element,
    update: (scene) => {
      latest = scene;
      part?.update(scene);
    },
  };
}
