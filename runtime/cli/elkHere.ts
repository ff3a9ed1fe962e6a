import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import elkApi, { type ELKConstructorArguments } from 'elkjs/lib/elk-api.js';
import type { Elk } from '../../webview/layout/layoutScope.ts';

/** What stands for the worker where there is none. */
type Engine = ReturnType<NonNullable<ELKConstructorArguments['workerFactory']>>;

/** ELK on this thread, from the file that the panel's worker loads: beside the bundle, or in its package when the sources run. */
export function elkHere(): Elk {
  const bundled = join(import.meta.dirname, 'elk-worker.cjs');
  const file = existsSync(bundled) ? bundled : 'elkjs/lib/elk-worker.min.js';
  const engine: { readonly Worker: new () => Engine } = createRequire(import.meta.url)(file);
  const elk = new elkApi.default({ workerFactory: () => new engine.Worker() });
  return (graph) => elk.layout(graph);
}
