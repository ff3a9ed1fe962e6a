import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelHtml } from '../webview/panelHtml.ts';

/** Loads one of our pages into a webview, which may run that page's script and nothing else. */
export function loadPage(
  webview: vscode.Webview,
  page: 'webview' | 'form',
  { extensionUri }: vscode.ExtensionContext,
  workflow?: vscode.Uri,
): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const at = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = panelHtml(
    {
      script: at(`${page}.js`),
      style: at(`${page}.css`),
      worker: page === 'webview' ? at('elk-worker.cjs') : '',
      cspSource: webview.cspSource,
      ...(workflow && { workflow: workflow.toString() }),
    },
    randomBytes(16).toString('hex'),
  );
}
