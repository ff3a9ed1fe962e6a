import { html, iconButton } from '../dom.ts';
import { actionIcon } from '../drawing/icons.ts';
import type { Controls, PanelPart, Scene } from './panelPart.ts';
import type { Stage } from './stage.ts';

/** The button that opens what can be made of the picture: files, an image to paste, text. */
export function exportMenu({ tell }: Controls, stage: Stage): PanelPart {
  let scene: Scene | undefined;
  const dark = html('input', { type: 'checkbox' });
  const withRun = html('input', { type: 'checkbox', checked: true });
  const runChoice = html('label', {}, [withRun, 'With the run']);
  const outcome = html('p', { role: 'status' });
  const svg = async (): Promise<string> => {
    const { pictureFile } = await import('../drawing/pictureFile.ts');
    const { drawn } = stage;
    if (!drawn) throw new Error('There is no picture yet.');
    return pictureFile({
      ...drawn,
      run: withRun.checked ? scene?.marks : undefined,
      theme: dark.checked ? 'dark' : 'light',
      title: scene?.view.definition?.title ?? '',
      fonts: getComputedStyle(document.body).fontFamily,
    });
  };
  const png = async (): Promise<Blob> => (await import('../drawing/raster.ts')).rasterised(await svg());
  const item = (name: string, make: () => Promise<string>): HTMLButtonElement => {
    const button = html('button', { type: 'button', class: 'menu-item' }, [name]);
    button.addEventListener('click', () => {
      make().then(
        (words) => outcome.replaceChildren(words),
        (error) => outcome.replaceChildren(`${name}: that did not work. ${String(error)}`),
      );
    });
    return button;
  };
  const menu = html('div', { class: 'menu', popover: 'auto', 'aria-label': 'Export' }, [
    item('Save as SVG…', async () => {
      tell({ type: 'pictureExported', format: 'svg', content: await svg() });
      return '';
    }),
    item('Save as PNG…', async () => {
      tell({ type: 'pictureExported', format: 'png', content: await base64(await png()) });
      return '';
    }),
    item('Copy as image', async () => {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png() })]);
      return 'The image is in the clipboard.';
    }),
    item('Copy as Mermaid text', async () => {
      const { mermaidOf } = await import('../../language/graph/mermaid.ts');
      if (stage.drawn) tell({ type: 'copyRequested', text: mermaidOf(stage.drawn.graph) });
      return 'The text is in the clipboard.';
    }),
    html('label', {}, [dark, 'Dark']),
    runChoice,
    outcome,
  ]);
  const button = iconButton('Export', actionIcon('export'), () => outcome.replaceChildren());
  button.popoverTargetElement = menu;
  return {
    element: html('div', { class: 'menu-holder' }, [button, menu]),
    update: (next) => {
      scene = next;
      runChoice.hidden = next.marks === undefined;
    },
  };
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}
