import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { metafilePath } from '../../scripts/build.ts';
import { root } from '../../scripts/vscode.ts';

// What ARCHITECTURE.md promises and neither the compiler nor the linter sees to alone.

interface Project {
  readonly folder: string;
  /** Folders, modules without `.ts`, or other files. */
  readonly ours: readonly string[];
  readonly packages: readonly string[];
}

/** The table of ARCHITECTURE.md; a file belongs to the first row whose folder it lies in. */
const projects: readonly Project[] = [
  { folder: 'language', ours: [], packages: ['jsonc-parser', 'jsonata'] },
  { folder: 'runtime/interpreter', ours: ['language'], packages: [] },
  {
    folder: 'runtime/cli',
    ours: ['language', 'runtime', 'webview/layout', 'webview/drawing', 'webview/runMarks', 'package.json'],
    packages: ['node', 'elkjs', '@resvg/resvg-wasm'],
  },
  {
    folder: 'runtime',
    ours: ['language', 'runtime/interpreter'],
    packages: ['node', '@vscode/debugadapter', 'hyparquet', 'hyparquet-compressors'],
  },
  {
    folder: 'server',
    ours: ['language'],
    packages: ['node', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  {
    folder: 'webview',
    ours: [
      'language/graph',
      'language/integrations/taskAnswers',
      'language/json',
      'runtime/interpreter/events',
      'runtime/interpreter/replay',
      'runtime/interpreter/replayVisits',
    ],
    packages: ['elkjs'],
  },
  {
    folder: 'client',
    ours: ['language', 'runtime', 'server/protocol', 'webview/messages', 'webview/formMessages', 'webview/panelHtml'],
    packages: ['node', 'vscode', 'vscode-languageclient'],
  },
];

const sources = projects.flatMap(({ folder }) => globSync(`${folder}/**/*.ts`, { cwd: root }));

test('imports: follow the table of ARCHITECTURE.md', () => {
  const forbidden = [...new Set(sources)].flatMap((file) =>
    importsOf(file)
      .filter((specifier) => !isAllowed(file, specifier))
      .map((specifier) => `${file} imports ${specifier}`),
  );
  assert.deepEqual(forbidden, []);
});

test('purity: language/ and runtime/interpreter/ know no clock, no chance and no world', () => {
  const world =
    /\b(Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|setImmediate|queueMicrotask|crypto\.|process\.|console\.|performance\.|fetch\(|globalThis)/;
  const impure = sources
    .filter((file) => file.startsWith(join('language', sep)) || file.startsWith(join('runtime/interpreter', sep)))
    .flatMap((file) => linesMatching(file, world));
  assert.deepEqual(impure, []);
});

test('network: nothing but the endpoint on this machine is spoken to, and the panel asks for its own parts only', () => {
  const speaks = /'node:(?:http|https|http2|net|tls|dgram)'|\bfetch\(|\bWebSocket\b|\bXMLHttpRequest\b/;
  const files = [...new Set(sources)].filter((file) => speaks.test(readFileSync(join(root, file), 'utf8')));
  assert.deepEqual(files.sort(), ['runtime/lambdaEndpoint.ts', 'webview/main.ts']);
});

test('names: nothing is called shared, common, utils or helpers', () => {
  assert.deepEqual(
    sources.filter((file) => /(^|[/\\])(shared|common|utils?|helpers?)([/\\]|\.ts$)/.test(file)),
    [],
  );
});

describe('bundles', () => {
  let bundles: Record<string, Metafile>;
  before(() => {
    bundles = JSON.parse(readFileSync(metafilePath, 'utf8')) as Record<string, Metafile>;
  });

  test('bundles: keep within their budgets', (t) => {
    const sizes = [
      { file: 'dist/server.cjs', bytes: loadedAtStart(bundles, 'dist/server.cjs'), budget: 600_000 },
      { file: 'dist/extension.cjs', bytes: loadedAtStart(bundles, 'dist/extension.cjs'), budget: 100_000 },
      { file: 'dist/webview.js', bytes: loadedAtStart(bundles, 'dist/webview.js'), budget: 120_000 },
      { file: 'dist/form.js', bytes: bytesOf(bundles, 'dist/form.js'), budget: 30_000 },
    ];
    for (const { file, bytes } of sizes) t.diagnostic(`${file}: ${(bytes / 1000).toFixed(0)} kB`);
    assert.deepEqual(
      sizes.filter(({ bytes, budget }) => bytes > budget),
      [],
    );
  });

  test('bundles: hold only what their process needs', () => {
    const unwanted = {
      webview: /node_modules\/(jsonata|yaml|jsonc-parser|vscode[^/]*)\//,
      server: /node_modules\/(elkjs|vscode-languageclient)\/|^runtime\//,
      cli: /node_modules\/(vscode[^/]*|@vscode\/(?!debugadapter\/)[^/]*|elkjs(?!\/lib\/elk-api))\//,
      client: /node_modules\/elkjs\//,
    };
    const found = Object.entries(unwanted).flatMap(([name, pattern]) =>
      inputsOf(bundles[name])
        .filter((path) => pattern.test(path))
        .map((path) => `${name}: ${path}`),
    );
    assert.deepEqual(found, []);
  });

  test('bundles: hold no package that ARCHITECTURE.md leaves out', () => {
    const told = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const shipped = new Set(Object.values(bundles).flatMap(inputsOf).flatMap(packageOf));
    assert.deepEqual(
      [...shipped].filter((name) => !told.includes(name)),
      [],
    );
  });
});

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifier = /^(?:import|export)\b(?:[^'"`;=]*? from)? ['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(specifier)].map((found) => found[1] ?? found[2] ?? '');
}

function isAllowed(file: string, specifier: string): boolean {
  const own = projects.find(({ folder }) => isIn(file, folder));
  if (!own) return false;
  if (!specifier.startsWith('.')) return own.packages.includes(packageName(specifier));
  const target = normalize(join(dirname(file), specifier));
  if (isIn(target, own.folder)) return own.folder !== 'runtime' || isSiblingOrShared(file, target);
  return own.ours.some((module) => isIn(target, module) || target === normalize(`${module}.ts`) || target === module);
}

/** The folders in `runtime/` do not import each other; the files at its top are for all of them. */
function isSiblingOrShared(file: string, target: string): boolean {
  const part = (path: string) => relative('runtime', dirname(path)).split(sep)[0] ?? '';
  return part(target) === '' || part(target) === 'interpreter' || part(target) === part(file);
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(normalize(`${folder}/`));
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function linesMatching(file: string, pattern: RegExp): string[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const isComment = /^\s*(\/\/|\/?\*)/.test(line);
    return !isComment && pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [];
  });
}

function bytesOf(bundles: Record<string, Metafile>, file: string): number {
  return outputOf(bundles, file).bytes;
}

/** The bytes of a file together with the chunks that it imports before anything runs. */
function loadedAtStart(bundles: Record<string, Metafile>, file: string): number {
  const loaded = new Set([file]);
  for (const each of loaded) {
    for (const { kind, external, path } of outputOf(bundles, each).imports) {
      if (kind === 'import-statement' && !external) loaded.add(path);
    }
  }
  return [...loaded].reduce((sum, each) => sum + bytesOf(bundles, each), 0);
}

function outputOf(bundles: Record<string, Metafile>, file: string): Metafile['outputs'][string] {
  const output = Object.values(bundles).find(({ outputs }) => file in outputs)?.outputs[file];
  assert.ok(output, `${file} has not been built: npm run build`);
  return output;
}

function inputsOf(bundle: Metafile | undefined): string[] {
  return Object.values(bundle?.outputs ?? {}).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

function packageOf(path: string): string[] {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path) ?? [];
  return name ? [name] : [];
}
