import { html } from '../dom.ts';
import type { Overlay } from '../overlay.ts';
import { type OverlayShape, shapeOf } from './overlayShapes.ts';
import type { Controls, PanelPart, Scene } from './panelPart.ts';
import type { Stage } from './stage.ts';

/** What lies over the picture: menus, the palette, questions. It has the keyboard, and gives it back when it goes. */
export function overlays(controls: Controls, stage: Stage): PanelPart {
  const element = html('div', { class: 'overlays', hidden: true });
  let shown: OverlayShape | undefined;
  let overlay: Overlay | undefined;
  const close = (): void => controls.act({ type: 'overlayClosed' });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    const hasLeft = relatedTarget instanceof Node && !element.contains(relatedTarget);
    if (hasLeft && shown) close();
  });
  element.addEventListener('pointerdown', (event) => {
    if (event.target === element) close();
  });
  const change = (scene: Scene): void => {
    const hadFocus = element.contains(document.activeElement);
    overlay = scene.view.overlay;
    shown = undefined;
    element.hidden = overlay === undefined;
    const next = overlay && shapeOf(overlay, scene, controls, close);
    element.replaceChildren(...(next ? [next.element] : []));
    shown = next;
    if (overlay && next) {
      place(next.element, overlay, stage);
      firstField(next.element)?.focus();
      if (overlay.kind === 'rename') next.element.querySelector('input')?.select();
    } else if (hadFocus) stage.focus();
  };
  return {
    element,
    update: (scene) => {
      if (scene.view.overlay !== overlay) change(scene);
      shown?.update?.(scene);
    },
  };
}

function firstField(element: HTMLElement): HTMLElement | null {
  return element.querySelector<HTMLElement>('input, [role=menuitem]');
}

/** Menus and names stand where they belong, as far as there is room; dialogs in the middle. */
function place(element: HTMLElement, overlay: Overlay, stage: Stage): void {
  const target = targetOf(overlay);
  if (target === undefined) return;
  const at = stage.placeOf(target);
  const room = stage.element.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const isName = overlay.kind === 'rename';
  const left = isName ? at.x : at.x + at.width / 2;
  const top = isName ? at.y : at.y + at.height;
  element.style.left = `${Math.max(8, Math.min(left, room.width - width - 8))}px`;
  element.style.top = `${Math.max(8, Math.min(top, room.height - height - 8))}px`;
  if (isName) element.style.width = `${Math.max(160, at.width)}px`;
}

function targetOf(overlay: Overlay): string | undefined {
  switch (overlay.kind) {
    case 'stateMenu':
    case 'transitionsMenu':
    case 'rename':
      return overlay.state;
    case 'edgeMenu':
      return overlay.edge;
    case 'palette':
    case 'chooser':
      return undefined;
  }
}
