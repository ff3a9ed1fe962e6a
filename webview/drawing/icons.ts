import type { ChangeKind } from '../../language/graph/diffGraphs.ts';
import { svg } from '../dom.ts';
import { changeSigns } from './drawChanges.ts';

/** Lines on a 24 × 24 grid, drawn for Stepwise. */
const actionIcons = {
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  stop: 'M7 7h10v10H7z',
  stepBack: 'M17 6l-8 6 8 6zM6 6v12',
  stepForward: 'M7 6l8 6-8 6zM18 6v12',
  failure: 'M5 21V4h12l-2.5 4L17 12H5',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  add: 'M4 4h10v10H4zM19 13v8M15 17h8',
  zoomIn: 'M12 5v14M5 12h14',
  zoomOut: 'M5 12h14',
  sidebar: 'M4 5h16v14H4zM14 5v14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  lanes: 'M4 6h7M9 12h8M14 18h6',
  turn: 'M5 4v9a5 5 0 0 0 5 5h9M15 14l4 4-4 4M5 4h.1',
  export: 'M12 15V4M8 8l4-4 4 4M5 14v6h14v-6',
  close: 'M6 6l12 12M18 6L6 18',
} as const;

export type ActionIcon = keyof typeof actionIcons;

export function actionIcon(name: ActionIcon): SVGSVGElement {
  return icon(actionIcons[name]);
}

export function changeIcon(kind: ChangeKind): SVGSVGElement {
  const sign = icon(changeSigns[kind]);
  sign.classList.add('sign', `change-${kind}`);
  return sign;
}

export function icon(path: string): SVGSVGElement {
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, [svg('path', { d: path })]);
}
