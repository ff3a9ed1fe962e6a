import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, type BuildResult, build, context, type Metafile, type Plugin, transform } from 'esbuild';
import { drawSamples } from './samplePictures.ts';

// node scripts/build.ts [--watch]: everything that ships, into dist/. Built once it is minified; watched it has source maps.

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where esbuild's account of each build goes, by the build's name; the tests of the bundles' contents read it. */
export const metafilePath = join(root, 'out/metafiles.json');

const always: BuildOptions = { absWorkingDir: root, bundle: true, outdir: 'dist', logLevel: 'warning' };
const fromNode: BuildOptions = { platform: 'node', target: 'node22', mainFields: ['module', 'main'] };

/** What is imported dynamically loads when it is needed, from a file of its own. */
const inChunks: BuildOptions = {
  ...fromNode,
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.cjs' },
  write: false,
  plugins: [asCommonJs()],
};

const inBrowser: BuildOptions = {
  platform: 'browser',
  target: 'es2023',
  format: 'esm',
  mainFields: ['module', 'main'],
};

/** The one list of what is built. */
const builds: Readonly<Record<string, BuildOptions>> = {
  client: {
    ...inChunks,
    entryPoints: { extension: 'client/extension.ts' },
    external: ['vscode'],
    chunkNames: 'extension-[name]-[hash]',
  },
  server: {
    ...inChunks,
    entryPoints: { server: 'server/main.ts' },
    define: { 'import.meta.dirname': '__dirname' },
    chunkNames: 'server-[name]-[hash]',
  },
  cli: {
    ...fromNode,
    entryPoints: { cli: 'runtime/cli/main.ts' },
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    // Packages that are CommonJS require Node's modules.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  },
  webview: { ...inBrowser, splitting: true, entryPoints: { webview: 'webview/main.ts' } },
  form: { ...inBrowser, entryPoints: { form: 'webview/form/main.ts' } },
  style: { entryPoints: { webview: 'webview/style.css', form: 'webview/form/form.css' } },
};

const copies = {
  'node_modules/elkjs/lib/elk-worker.min.js': 'dist/elk-worker.cjs',
  'node_modules/@resvg/resvg-wasm/index_bg.wasm': 'dist/resvg.wasm',
  'catalogue/packed': 'dist/catalogue',
  'catalogue/NOTICE': 'dist/catalogue/NOTICE',
  samples: 'dist/samples',
};

if (import.meta.main) {
  if (process.argv.includes('--watch')) await watch(() => console.log('built'));
  else await buildAll();
}

/** Builds all that ships. Rejects, after esbuild has printed why, when something cannot be built. */
export async function buildAll(): Promise<void> {
  startAfresh();
  await drawSamples(join(root, 'samples'), join(root, 'dist/samples'));
  const built = Object.entries(builds).map(
    async ([name, options]): Promise<[string, Metafile]> => [
      name,
      (await build({ ...always, ...options, minify: true, metafile: true })).metafile,
    ],
  );
  const metafiles = Object.fromEntries(await Promise.all(built));
  mkdirSync(dirname(metafilePath), { recursive: true });
  writeFileSync(metafilePath, JSON.stringify(metafiles));
}

/** Builds for development and again after each change; `onBuilt` is called after every build that went well. Resolves with the way to stop. */
export async function watch(onBuilt: () => void): Promise<() => Promise<void>> {
  startAfresh();
  await drawSamples(join(root, 'samples'), join(root, 'dist/samples'));
  const tell: Plugin = {
    name: 'tell',
    setup: ({ onEnd }) => onEnd((result) => void (result.errors.length === 0 && onBuilt())),
  };
  const contexts = await Promise.all(
    Object.values(builds).map((options) =>
      context({ ...always, ...options, sourcemap: 'inline', plugins: [...(options.plugins ?? []), tell] }),
    ),
  );
  await Promise.all(contexts.map((each) => each.watch()));
  return async () => void (await Promise.all(contexts.map((each) => each.dispose())));
}

function startAfresh(): void {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'));
  for (const [from, to] of Object.entries(copies)) cpSync(join(root, from), join(root, to), { recursive: true });
}

/** esbuild splits ES modules only, and VS Code's `require` hook wants CommonJS: split first, then translate each file. */
function asCommonJs(): Plugin {
  return {
    name: 'as-commonjs',
    setup: ({ onEnd, initialOptions }) => onEnd((result) => writeAsCommonJs(result, initialOptions)),
  };
}

async function writeAsCommonJs(result: BuildResult, options: BuildOptions): Promise<void> {
  for (const { path, text } of result.outputFiles ?? []) {
    const translated = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node22',
      // Chunks are required too: VS Code gives `vscode` to what is required.
      supported: { 'dynamic-import': false },
      minify: options.minify ?? false,
      sourcemap: options.sourcemap ? 'inline' : false,
      sourcefile: path,
    });
    writeFileSync(path, translated.code);
  }
}
