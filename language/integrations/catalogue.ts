import type { Json } from '../json.ts';
import { isObject, member } from '../json.ts';
import { nearest } from '../nearest.ts';
import type { IntegrationAction } from './integrationAction.ts';
import type { ResourceProblem } from './optimised.ts';
import { problemOf } from './optimised.ts';
import type { OptimisedAction, OptimisedService } from './optimisedDetails.ts';
import { readOptimised } from './optimisedDetails.ts';
import type { Pattern, Resource } from './resource.ts';
import { hasPlaceholder } from './resource.ts';
import type { SdkProblem, SdkServiceEntry } from './sdkService.ts';
import { SdkService } from './sdkService.ts';
import type { TypedMember } from './valueType.ts';
import { renamed, renamedMembers } from './valueType.ts';

/**
 * Where the catalogue's files come from. `read` answers the unpacked text of one, such as `index` or `7`,
 * or undefined when it is not there; it may reject, which counts as not there.
 */
export interface CatalogueSource {
  read(name: string): Promise<string | undefined>;
}

interface IndexRow extends SdkServiceEntry {
  readonly bundle: string;
  readonly line: number;
}

/** Everything that Stepwise knows about integrations, loaded as it is asked for. Missing files leave it empty. */
export class Catalogue {
  readonly #source: CatalogueSource;
  readonly #rows: ReadonlyMap<string, IndexRow>;
  readonly #loaded = new Map<string, SdkService>();
  readonly #loading = new Map<string, Promise<readonly string[]>>();
  #optimised: Promise<ReadonlyMap<string, OptimisedService>> | undefined;

  constructor(source: CatalogueSource, index: Json) {
    this.#source = source;
    this.#rows = readIndex(index);
  }

  /** In alphabetical order of their tokens. Empty when the catalogue is missing. */
  get sdkServices(): readonly SdkServiceEntry[] {
    return [...this.#rows.values()];
  }

  /** One service behind `aws-sdk`; undefined when the catalogue does not have it. */
  async sdkService(token: string): Promise<SdkService | undefined> {
    const row = this.#rows.get(token);
    if (!row) return undefined;
    const known = this.#loaded.get(token);
    if (known) return known;
    const line = (await this.#bundle(row.bundle))[row.line];
    if (line === undefined) return undefined;
    const service = new SdkService(row, parsed(line));
    this.#loaded.set(token, service);
    return service;
  }

  /** The same at once, if somebody has asked for it before. */
  loadedSdkService(token: string): SdkService | undefined {
    return this.#loaded.get(token);
  }

  /** All that is known of the optimised integrations, by service. */
  optimisedServices(): Promise<ReadonlyMap<string, OptimisedService>> {
    this.#optimised ??= this.#read('optimised').then((text) => readOptimised(parsed(text)));
    return this.#optimised;
  }

  /** What a Resource calls, with everything that is known of it; undefined for functions, activities and the unknown. */
  async actionOf(resource: Resource): Promise<IntegrationAction | undefined> {
    switch (resource.kind) {
      case 'aws-sdk':
        return (await this.sdkService(resource.service.text))?.action(resource.action.text);
      case 'optimised':
      case 'http': {
        const service = (await this.optimisedServices()).get(resource.service.text);
        const action = service?.actions.get(resource.action.text);
        return action && (await this.#withInsides(action));
      }
      default:
        return undefined;
    }
  }

  /**
   * What may be said against a Resource; undefined when nothing may, or when it is too early to say:
   * actions are looked up in services that are loaded.
   */
  problemOf(resource: Resource): ResourceProblem | SdkProblem | undefined {
    if (resource.kind !== 'aws-sdk') return problemOf(resource);
    const token = resource.service.text;
    const action = resource.action.text;
    if (hasPlaceholder(token) || this.#rows.size === 0) return problemOf(resource);
    const row = this.#rows.get(token);
    if (!row) return { kind: 'unconfirmedService', name: token, nearest: nearest(token, this.#rows.keys()) };
    const service = this.#loaded.get(token);
    const ofPattern = problemOf(resource);
    if (ofPattern || !service || hasPlaceholder(action)) return ofPattern ?? statusProblem(row);
    return service.problemOf(action) ?? statusProblem(row);
  }

  /** The optimised facts stop at the first level; below it members are what the service's own API says. */
  async #withInsides(action: OptimisedAction): Promise<IntegrationAction> {
    const [token = '', name = ''] = action.api?.split(':') ?? [];
    const known = (await this.sdkService(token))?.action(name);
    const types = new Map(known?.members.map((member) => [member.name, member.type]));
    const members = action.members.map((member) => {
      const type = types.get(member.name);
      const refines = type && (member.type.kind !== 'json' || type.kind === 'structure');
      return refines ? { ...member, type: renamed(type, action.memberNames) } : member;
    });
    const response = (pattern: Pattern): readonly TypedMember[] | undefined => {
      const answered = known?.response(pattern);
      return answered && withChanges(renamedMembers(answered, action.memberNames), action.exampleResponse(pattern));
    };
    return { ...action, members, response };
  }

  #bundle(name: string): Promise<readonly string[]> {
    const lines = this.#loading.get(name) ?? this.#read(name).then((text) => text?.split('\n') ?? []);
    this.#loading.set(name, lines);
    return lines;
  }

  async #read(name: string): Promise<string | undefined> {
    return this.#source.read(name).catch(() => undefined);
  }
}

/** Reads the index, about a millisecond's work. Never rejects: without an index the catalogue knows no AWS SDK services. */
export async function openCatalogue(source: CatalogueSource): Promise<Catalogue> {
  const text = await source.read('index').catch(() => undefined);
  return new Catalogue(source, parsed(text));
}

/** The API's response, with what Step Functions adds to it; members that it changes may be anything. */
export function withChanges(response: readonly TypedMember[], example: Json): readonly TypedMember[] {
  if (!isObject(example)) return response;
  const known = new Set(response.map(({ name }) => name));
  const anything = (name: string, required = false): TypedMember => ({ name, required, type: { kind: 'json' } });
  const isParsed = ({ name, type }: TypedMember): boolean =>
    (type.kind === 'string' || type.kind === 'blob') && isObject(member(example, name) ?? null);
  return [
    ...response.map((each) => (isParsed(each) ? anything(each.name, each.required) : each)),
    ...Object.keys(example).flatMap((name) => (known.has(name) ? [] : [anything(name)])),
  ];
}

function parsed(text: string | undefined): Json {
  return text === undefined ? {} : (JSON.parse(text) as Json);
}

function readIndex(index: Json): ReadonlyMap<string, IndexRow> {
  const rows = new Map<string, IndexRow>();
  for (const [token, row] of Object.entries(isObject(index) ? index : {})) {
    const [label, status, bundle, line] = row as unknown as [string, SdkServiceEntry['status'], number, number];
    rows.set(token, { token, label, status, bundle: String(bundle), line });
  }
  return rows;
}

function statusProblem({ status, token }: SdkServiceEntry): SdkProblem | undefined {
  switch (status) {
    case 'confirmed':
      return undefined;
    case 'unconfirmed':
      return { kind: 'unconfirmedService', name: token, nearest: undefined };
    case 'retired':
      return { kind: 'retired', name: token };
  }
}
