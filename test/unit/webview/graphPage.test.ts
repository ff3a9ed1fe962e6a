import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/vscode.ts';

/** Where keys of the picture and of its menus are told apart, as the code writes them. */
const sources: readonly (readonly [file: string, keys: RegExp])[] = [
  ['webview/parts/stageKeys.ts', /key === '([^']+)'/g],
  ['webview/editKeys.ts', /(?:case|key ===) '([^']+)'/g],
  ['webview/navigation.ts', /\['([\w+]+)', '\w+'\]/g],
  ['webview/parts/menuItems.ts', /(?:key|hint): '([^']+)'/g],
];

/** Keys that the page calls by what stands on the keyboard. */
const written: Readonly<Record<string, string>> = {
  ' ': 'Space',
  'Shift+ ': 'Shift+Space',
  ContextMenu: 'Menu',
  'Ctrl+d': 'Ctrl+D',
  'Ctrl+z': 'Ctrl+Z',
  'Ctrl+y': 'Ctrl+Y',
  'Ctrl+Z': 'Ctrl+Shift+Z',
};

test('docs/graph.md: names every key of the picture and of its menus', async () => {
  const page = await readFile(join(root, 'docs/graph.md'), 'utf8');
  for (const [file, keys] of sources) {
    const found = [...(await readFile(join(root, file), 'utf8')).matchAll(keys)].map(([, key = '']) => key);
    assert.ok(found.length > 0, file);
    const missing = found.filter((key) => !page.includes(`\`${written[key] ?? key}\``));
    assert.deepEqual(missing, [], file);
  }
});
