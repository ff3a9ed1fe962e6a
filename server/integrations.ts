import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { type Catalogue, type CatalogueSource, openCatalogue } from '../language/integrations/catalogue.ts';
import type { IntegrationAction } from '../language/integrations/integrationAction.ts';
import { parseResource } from '../language/integrations/resource.ts';

/** What is known of services without waiting: what `load` has loaded before. Features ask for it synchronously. */
export interface KnownIntegrations {
  /** What a Resource calls. */
  actionOf(resource: string): IntegrationAction | undefined;
  readonly sdkServices: Catalogue['sdkServices'];
  /** All optimised ones, as far as their own facts go. */
  readonly optimisedActions: readonly IntegrationAction[];
  /** The actions of a service behind `aws-sdk`. */
  sdkActions(token: string): readonly string[];
}

/** The catalogue as the server needs it: read when a document first asks, service by service. */
export class Integrations implements KnownIntegrations {
  readonly #source: CatalogueSource;
  readonly #actions = new Map<string, IntegrationAction>();
  #opening: Promise<Catalogue> | undefined;
  #catalogue: Catalogue | undefined;
  #optimised: readonly IntegrationAction[] = [];

  constructor(source: CatalogueSource = packedCatalogue()) {
    this.#source = source;
  }

  /** Makes what is known of a Resource, however much of it is typed, available. Never rejects. */
  async load(text: string): Promise<void> {
    const catalogue = await this.catalogue();
    const optimised = await catalogue.optimisedServices();
    if (this.#optimised.length === 0)
      this.#optimised = [...optimised.values()].flatMap(({ actions }) => [...actions.values()]);
    const resource = parseResource(text);
    if (resource.kind === 'aws-sdk') await catalogue.sdkService(resource.service.text);
    const action = await catalogue.actionOf(resource);
    if (action) this.#actions.set(keyOf(text), action);
  }

  /** Never rejects. */
  async catalogue(): Promise<Catalogue> {
    this.#opening ??= openCatalogue(this.#source);
    this.#catalogue = await this.#opening;
    return this.#catalogue;
  }

  actionOf(resource: string): IntegrationAction | undefined {
    return this.#actions.get(keyOf(resource));
  }

  get optimisedActions(): readonly IntegrationAction[] {
    return this.#optimised;
  }

  get sdkServices(): Catalogue['sdkServices'] {
    return this.#catalogue?.sdkServices ?? [];
  }

  sdkActions(token: string): readonly string[] {
    return this.#catalogue?.loadedSdkService(token)?.actionNames ?? [];
  }
}

/** The patterns of an action share what is known of it. */
function keyOf(text: string): string {
  const resource = parseResource(text);
  return 'action' in resource ? `${resource.kind}:${resource.service.text}:${resource.action.text}` : '';
}

/** Beside the bundle, or in the repository when the sources run. */
function packedCatalogue(): CatalogueSource {
  const bundled = join(import.meta.dirname, 'catalogue');
  const folder = existsSync(bundled) ? bundled : join(import.meta.dirname, '../catalogue/packed');
  const decompress = promisify(brotliDecompress);
  return {
    async read(name) {
      const file = join(folder, `${name}.br`);
      return existsSync(file) ? (await decompress(await readFile(file))).toString() : undefined;
    },
  };
}
