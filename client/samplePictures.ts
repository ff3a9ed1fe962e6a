import * as vscode from 'vscode';
import type { SampleEntry } from '../runtime/samples.ts';

/** Shows the picture of the sample that somebody looks at in a list, beside it. */
export class SamplePictures implements vscode.Disposable {
  readonly #gallery: vscode.Uri;
  #panel: vscode.WebviewPanel | undefined;

  constructor(gallery: vscode.Uri) {
    this.#gallery = gallery;
  }

  show({ id, title, description }: SampleEntry): void {
    const { webview } = this.#open(title);
    const { Light, HighContrastLight } = vscode.ColorThemeKind;
    const { kind } = vscode.window.activeColorTheme;
    const theme = kind === Light || kind === HighContrastLight ? 'light' : 'dark';
    const picture = webview.asWebviewUri(vscode.Uri.joinPath(this.#gallery, id, `${theme}.svg`)).toString();
    webview.html = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${webview.cspSource}; style-src 'unsafe-inline'">
    <style>
      /* The list covers the middle of the window's upper half. */
      body { display: flex; flex-direction: column; align-items: flex-end; justify-content: flex-end; min-height: 100vh; margin: 0; }
      img { max-width: 100%; max-height: 90vh; }
    </style>
  </head>
  <body>
    <p>${description}</p>
    <img src="${picture}" alt="The states of ${title} and the ways between them">
  </body>
</html>`;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(title: string): vscode.WebviewPanel {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#panel ??= vscode.window.createWebviewPanel('stepwise.samplePicture', title, place, {
      localResourceRoots: [this.#gallery],
    });
    this.#panel.title = title;
    return this.#panel;
  }
}
