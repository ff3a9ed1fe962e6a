import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './build.ts';
import { root } from './vscode.ts';

// npm run package: builds the extension and packs it into a VSIX at the top of the project. Nothing is published.

if (import.meta.main) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const path = join(root, `stepwise-${version}.vsix`);
  await buildAll();
  await packageVsix(path);
  console.log(`${path}: ${(vsixBytes(path) / 1024 / 1024).toFixed(2)} MB`);
}

/** Packs what has been built; what goes in is listed in .vscodeignore. */
export async function packageVsix(path: string): Promise<void> {
  // Everything that the bundles need is in them.
  await createVSIX({
    cwd: root,
    packagePath: path,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}

export function vsixBytes(path: string): number {
  return statSync(path).size;
}
