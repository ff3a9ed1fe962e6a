import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { serviceToken } from './names.ts';

/** One service of `catalogue/sdk/ranges.json`: shapes with their least and greatest length, size or value, as `1~256`. */
export type Ranges = Readonly<Record<string, string>>;

interface Model {
  readonly metadata: { readonly serviceId?: string };
  readonly shapes: Readonly<Record<string, { readonly min?: number; readonly max?: number }>>;
}

/** The ranges in a folder of service models, `SERVICE/VERSION/service-2.json` or `.json.gz`, of services that have any. */
export function readRanges(folder: string, tokens: ReadonlySet<string>): ReadonlyMap<string, Ranges> {
  const ranges = new Map<string, Ranges>();
  for (const model of modelsIn(folder)) {
    const token = serviceToken(model.metadata.serviceId ?? '');
    const rows = Object.entries(model.shapes).flatMap(([name, { min, max }]): [string, string][] =>
      min === undefined && max === undefined ? [] : [[name, `${min ?? ''}~${max ?? ''}`]],
    );
    if (tokens.has(token) && rows.length > 0) ranges.set(token, Object.fromEntries(rows));
  }
  return ranges;
}

/** The newest model of each service. */
function* modelsIn(folder: string): Generator<Model> {
  for (const service of readdirSync(folder, { withFileTypes: true })) {
    if (!service.isDirectory()) continue;
    const versions = join(folder, service.name);
    const newest = join(versions, readdirSync(versions).sort().at(-1) ?? '');
    const file = readdirSync(newest).find((name) => /^service-2\.json(\.gz)?$/.test(name));
    if (!file) continue;
    const bytes = readFileSync(join(newest, file));
    yield JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as Model;
  }
}
