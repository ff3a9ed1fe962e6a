/**
 * Makes everything that Stepwise knows about integrations from the facts in `catalogue/` and the AWS SDK package:
 * `node scripts/catalogue.ts`. What it writes is committed; a test tells when it is out of date.
 * `--ranges DIR` first brings `catalogue/sdk/ranges.json` up to date from a folder of whole service models.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Additions } from './catalogue/additions.ts';
import { addTo, newService } from './catalogue/additions.ts';
import type { OptimisedService } from './catalogue/optimised.ts';
import { errorsByToken, optimisedTable, packOptimised } from './catalogue/optimised.ts';
import type { ServiceFacts } from './catalogue/pack.ts';
import { packService } from './catalogue/pack.ts';
import { type Ranges, readRanges } from './catalogue/ranges.ts';
import type { Service } from './catalogue/sdkService.ts';
import { readSdk } from './catalogue/sdkService.ts';

const root = join(import.meta.dirname, '..');
const catalogue = join(root, 'catalogue');
const packed = join(catalogue, 'packed');

/** A bundle is unpacked as a whole when one of its services is asked for. */
const bundleCharacters = 150_000;

if (import.meta.main) {
  const { values } = parseArgs({ options: { ranges: { type: 'string' } } });
  if (values.ranges !== undefined) writeRanges(values.ranges);
  makeCatalogue();
}

/** One line a service, so that a change of the models can be read. */
function writeRanges(folder: string): void {
  const services = Array.from(readRanges(folder, new Set(readServices().keys())));
  const lines = services.sort().map(([token, ranges]) => `${JSON.stringify(token)}: ${JSON.stringify(ranges)}`);
  writeFileSync(join(catalogue, 'sdk/ranges.json'), `{\n${lines.join(',\n')}\n}\n`);
}

function makeCatalogue(): void {
  const optimised = readOptimised();
  const services = readServices();
  const { index, bundles } = packBundles(services, errorsByToken(optimised));
  replacePacked(
    new Map<string, string>([
      ...bundles.map((text, at): [string, string] => [String(at), text]),
      ['index', JSON.stringify(index)],
      ['optimised', JSON.stringify(packOptimised(optimised, services))],
    ]),
  );
  writeTable(optimisedTable(optimised));
  writeFileSync(join(packed, 'inputs.sha256'), `${inputsHash()}\n`);
}

/** Everything is made before the first file changes, so that whoever reads meanwhile finds a whole catalogue. */
function replacePacked(texts: ReadonlyMap<string, string>): void {
  const files = Array.from(texts, ([name, text]) => [`${name}.br`, compressed(text)] as const);
  mkdirSync(packed, { recursive: true });
  for (const [file, bytes] of files) writeFileSync(join(packed, file), bytes);
  const current = new Set<string>(files.map(([file]) => file));
  for (const file of readdirSync(packed)) if (!current.has(file)) rmSync(join(packed, file));
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
  const ranges = readJson<Record<string, Ranges>>(join(catalogue, 'sdk/ranges.json'));
  const services = new Map<string, Service>();
  for (const service of readSdk(join(root, 'node_modules/aws-sdk'), ranges)) {
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

interface PackedServices {
  /** Where each service stands: in which bundle and line. */
  readonly index: Readonly<Record<string, readonly [label: string, status: string, bundle: number, line: number]>>;
  /** One line a service. */
  readonly bundles: readonly string[];
}

function packBundles(
  services: ReadonlyMap<string, Service>,
  errors: ReadonlyMap<string, readonly string[]>,
): PackedServices {
  const facts = readFacts();
  const index: Record<string, readonly [string, string, number, number]> = {};
  const bundles: string[] = [];
  let lines: string[] = [];
  for (const [token, service] of services) {
    index[token] = [service.label, statusOf(facts[token]), bundles.length, lines.length];
    lines.push(JSON.stringify(packService(service, facts[token], errors.get(token) ?? [])));
    if (lines.join('').length < bundleCharacters) continue;
    bundles.push(lines.join('\n'));
    lines = [];
  }
  return { index, bundles: [...bundles, lines.join('\n')] };
}

function readFacts(): Readonly<Record<string, ServiceFacts>> {
  return readJson(join(catalogue, 'sdk/services.json'));
}

function statusOf(facts: ServiceFacts | undefined): string {
  if (!facts) return 'unconfirmed';
  return facts.retired ? 'retired' : 'confirmed';
}

function compressed(text: string): Buffer {
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
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
