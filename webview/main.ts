import { startElk } from './layout/elkWorker.ts';
import type { Elk } from './layout/layoutScope.ts';
import type { FromWebview, KeptState, ToWebview } from './messages.ts';
import { Panel } from './panel.ts';
import type { Remembered } from './remembered.ts';

interface VsCode {
  postMessage(message: FromWebview): void;
  getState(): Remembered | undefined;
  setState(state: Remembered & KeptState): void;
}

declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
const tell = (message: FromWebview): void => vscode.postMessage(message);
const app = document.getElementById('app');

addEventListener('error', ({ message }) => tell({ type: 'panelFailed', message }));
addEventListener('unhandledrejection', ({ reason }) => tell({ type: 'panelFailed', message: String(reason) }));

if (app) {
  const workflow = app.getAttribute('data-workflow') ?? '';
  const panel = new Panel({
    elk: loadElk(app.getAttribute('data-worker') ?? ''),
    tell,
    remembered: vscode.getState() ?? {},
    remember: (state) => vscode.setState({ ...state, workflow }),
  });
  app.append(panel.element);
  addEventListener('message', ({ data }: MessageEvent<ToWebview>) => panel.act(data));
  tell({ type: 'ready' });
}

/** ELK as soon as it has loaded; its source comes as a blob, as a webview's workers must. */
function loadElk(url: string): Elk {
  const loaded = fetch(url)
    .then((response) => response.blob())
    .then((source) => {
      const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      return startElk(() => new Worker(address));
    });
  return async (graph) => (await loaded)(graph);
}
