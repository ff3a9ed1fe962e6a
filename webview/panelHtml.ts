/** Addresses as the webview can load them (`webview.asWebviewUri`), and its `cspSource`. */
export interface PanelUris {
  /** dist/webview.js */
  readonly script: string;
  /** dist/webview.css */
  readonly style: string;
  /** dist/elk-worker.cjs */
  readonly worker: string;
  readonly cspSource: string;
  /** The workflow's own address, which the panel keeps for the day it is brought back. */
  readonly workflow?: string;
}

/**
 * The panel's page. Nothing runs in it but our script, nothing is fetched but the layout worker's source,
 * which has to come as a blob: a webview cannot start a worker from another origin.
 */
export function panelHtml(uris: PanelUris, nonce: string): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${uris.cspSource}`,
    `connect-src ${uris.cspSource}`,
    `font-src ${uris.cspSource}`,
    'img-src blob:',
    'worker-src blob:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${escapeHtml(uris.style)}" />
    <title>Workflow</title>
  </head>
  <body>
    <div id="app" data-worker="${escapeHtml(uris.worker)}" data-workflow="${escapeHtml(uris.workflow ?? '')}"></div>
    <script type="module" nonce="${escapeHtml(nonce)}" src="${escapeHtml(uris.script)}"></script>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
