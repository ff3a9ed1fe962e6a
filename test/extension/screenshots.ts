import { join } from 'node:path';
import { buildAll } from '../../scripts/build.ts';
import { packageVsix } from '../../scripts/package.ts';
import { root, type Theme } from '../../scripts/vscode.ts';
import type { ThemeKind } from '../kit/browser.ts';
import { openVscodeWindow } from '../kit/vscodeWindow.ts';
import { takeGraphPictures } from '../webview/pictures.ts';
import * as debuggingStory from './debuggingStory.ts';
import * as firstMinute from './firstMinute.ts';
import { fillPublish } from './services.ts';

// npm run screenshots [-- STORY …]: the pictures of the README and of docs/graph.md, in docs/images/.

const themes: Readonly<Record<string, Theme>> = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
};

const size = { width: 1440, height: 900 };
const vsix = join(root, 'out/screenshots.vsix');
await buildAll();
await packageVsix(vsix);
const stories = { firstMinute: pictureFirstMinute, debugging: pictureDebugging, graphs: pictureGraphs };
const wanted = process.argv.slice(2);
for (const [story, takePictures] of Object.entries(stories)) {
  if (wanted.length > 0 && !wanted.includes(story)) continue;
  for (const [name, theme] of Object.entries(themes)) await takePictures(name, theme);
}

async function pictureFirstMinute(name: string, theme: Theme): Promise<void> {
  const window = await openVscodeWindow({ workspace: join(root, 'examples'), vsix, theme, size });
  const picture = (step: string) => window.screenshot(join(root, 'docs/images', `${step}-${name}.png`));
  try {
    await firstMinute.openExample(window);
    await firstMinute.breakNext(window);
    await picture('finding');
    await firstMinute.mendNext(window);
    await firstMinute.openGraph(window);
    await picture('graph');
    await firstMinute.runToApproval(window);
    await picture('approval');
    await firstMinute.approve(window);
    await firstMinute.scrub(window);
    await picture('replay');
    await window.runCommand('View: Close Editor');
    await fillPublish(window, 'Announce', 'Recommend');
    await window.webview().getByRole('textbox', { name: 'TopicArn', exact: true }).focus();
    await picture('form');
  } finally {
    await window.close();
  }
}

async function pictureGraphs(name: string): Promise<void> {
  const kinds: Readonly<Record<string, ThemeKind>> = { dark: 'dark', light: 'light', 'high-contrast': 'highContrast' };
  await takeGraphPictures(join(root, 'docs/images'), name, kinds[name] ?? 'dark');
}

async function pictureDebugging(name: string, theme: Theme): Promise<void> {
  const window = await openVscodeWindow({ workspace: debuggingStory.ordersWorkspace(), vsix, theme, size });
  try {
    await debuggingStory.openWorkflow(window);
    await debuggingStory.setConditionalBreakpoint(window);
    await debuggingStory.makeRoom(window);
    await debuggingStory.start(window);
    await debuggingStory.readVariable(window);
    await debuggingStory.showStateAndStack(window);
    await debuggingStory.hoverLimit(window);
    await window.screenshot(join(root, 'docs/images', `debugging-${name}.png`));
  } finally {
    await window.close();
  }
}
