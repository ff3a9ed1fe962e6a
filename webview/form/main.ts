import type { FromForm, ToForm } from '../formMessages.ts';
import { StateForm } from './stateForm.ts';

interface VsCode {
  postMessage(message: FromForm): void;
}

declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
const tell = (message: FromForm): void => vscode.postMessage(message);
const app = document.getElementById('app');

addEventListener('error', ({ message }) => tell({ type: 'formFailed', message }));
addEventListener('unhandledrejection', ({ reason }) => tell({ type: 'formFailed', message: String(reason) }));

if (app) {
  const form = new StateForm(tell);
  app.append(form.element);
  addEventListener('message', ({ data }: MessageEvent<ToForm>) => form.hear(data));
  tell({ type: 'ready' });
}
