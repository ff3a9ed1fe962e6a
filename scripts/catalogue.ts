/**
 * Makes everything that Stepwise knows about integrations from the facts in `catalogue/` and the AWS SDK package:
 * `node scripts/catalogue.ts`. What it writes is committed; a test tells when it is out of date.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Additions } from './catalogue/additions.ts';
import { addTo, newService } from './catalogue/additions.ts';
import type { OptimisedService } from './catalogue/optimised.ts';
import { errorsByToken, optimisedTable, packOptimised } from './catalogue/optimised.ts';
import type { ServiceFacts } from './catalogue/pack.ts';
import { packService } from './catalogue/pack.ts';
import type { Service } from './catalogue/sdkService.ts';
import { readSdk } from './catalogue/sdkService.ts';

const root = join(import.meta.dirname, '..');
const catalogue = join(root, 'catalogue');
const packed = join(catalogue, 'packed');

/** A bundle is unpacked as a whole when one of its services is asked for. */
const bundleCharacters = 150_000;

if (import.meta.main) makeCatalogue();

function makeCatalogue(): void {
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed);
  const optimised = readOptimised();
  const services = readServices();
  writePacked('index', packBundles(services, errorsByToken(optimised)));
  writePacked('optimised', packOptimised(optimised, services));
  writeTable(optimisedTable(optimised));
  writeFileSync(join(packed, 'inputs.sha256'), `${inputsHash()}\n`);
}

/** Changes whenever something changes that the catalogue is made from. */
export function inputsHash(): string {
  const files = [
    ...readdirSync(join(catalogue, 'optimised')).map((file) => join(catalogue, 'optimised', file)),
    ...readdirSync(join(catalogue, 'sdk')).map((file) => join(catalogue, 'sdk', file)),
    ...readdirSync(join(root, 'scripts/catalogue')).map((file) => join(root, 'scripts/catalogue', file)),
    import.meta.filename,
  ];
  const hash = createHash('sha256');
  const { devDependencies } = readJson<{ devDependencies: Record<string, string> }>(join(root, 'package.json'));
  hash.update(`aws-sdk ${devDependencies['aws-sdk']}\n`);
  for (const file of files.sort()) hash.update(`${basename(file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

export function readOptimised(): Map<string, OptimisedService> {
  const folder = join(catalogue, 'optimised');
  return new Map(
    readdirSync(folder)
      .sort()
      .map((file) => [basename(file, '.json'), readJson<OptimisedService>(join(folder, file))]),
  );
}

/** Every service, from the package or newer, by its token. */
export function readServices(): Map<string, Service> {
  const additions = readJson<Record<string, Additions>>(join(catalogue, 'sdk/additions.json'));
  const services = new Map<string, Service>();
  for (const service of readSdk(join(root, 'node_modules/aws-sdk'))) {
    addTo(service, additions[service.token] ?? {});
    services.set(service.token, service);
  }
  for (const [token, added] of Object.entries(additions)) {
    if (!services.has(token)) services.set(token, newService(token, added));
  }
  for (const token of Object.keys(readFacts())) {
    if (!services.has(token)) services.set(token, newService(token, {}));
  }
  return new Map([...services].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Writes the bundles, one line a service, and answers the index that says where each service stands. */
function packBundles(services: ReadonlyMap<string, Service>, errors: ReadonlyMap<string, readonly string[]>): unknown {
  const facts = readFacts();
  const index: Record<string, readonly [label: string, status: string, bundle: number, line: number]> = {};
  let bundle = 0;
  let lines: string[] = [];
  for (const [token, service] of services) {
    index[token] = [service.label, statusOf(facts[token]), bundle, lines.length];
    lines.push(JSON.stringify(packService(service, facts[token], errors.get(token) ?? [])));
    if (lines.join('').length < bundleCharacters) continue;
    writeText(String(bundle++), lines.join('\n'));
    lines = [];
  }
  writeText(String(bundle), lines.join('\n'));
  return index;
}

function readFacts(): Readonly<Record<string, ServiceFacts>> {
  return readJson(join(catalogue, 'sdk/services.json'));
}

function statusOf(facts: ServiceFacts | undefined): string {
  if (!facts) return 'unconfirmed';
  return facts.retired ? 'retired' : 'confirmed';
}

function writePacked(name: string, value: unknown): void {
  writeText(name, JSON.stringify(value));
}

function writeText(name: string, text: string): void {
  const bytes = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
  writeFileSync(join(packed, `${name}.br`), bytes);
}

function writeTable(table: unknown): void {
  const target = join(root, 'language/integrations/optimisedTable.ts');
  writeFileSync(
    target,
    `import type { OptimisedFacts } from './optimised.ts';

/** Made from catalogue/optimised by scripts/catalogue.ts; change it there. */
export const optimisedTable: Readonly<Record<string, OptimisedFacts>> = ${JSON.stringify(table)};
`,
  );
  execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', target]);
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
