import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Declarations, DeclaredMember } from './declarations.ts';
import { readDeclarations } from './declarations.ts';
import { actionName, errorPrefix, exceptionName, memberName, serviceToken } from './names.ts';
import type { Ranges } from './ranges.ts';

/**
 * A service as Step Functions sees it. Members are written as in catalogue/README.md:
 * `Name!:type,Name:type`, where `!` means required.
 */
export interface Service {
  readonly token: string;
  label: string;
  errorPrefix: string;
  readonly actions: Map<string, Action>;
  readonly shapes: Map<string, string>;
  readonly enums: Map<string, readonly string[]>;
  readonly exceptions: readonly string[];
}

export interface Action {
  /** As the SDK writes it: `PutItem`. */
  readonly operation: string;
  readonly verb: string;
  readonly doc: string;
  input: string;
  readonly output: string;
  /** Of the input's members, by name. */
  readonly docs: Readonly<Record<string, string>>;
  retired: boolean;
}

/** What we read of the SDK's `apis/*.min.json`. */
interface Model {
  readonly metadata: { readonly serviceId: string; readonly serviceFullName: string };
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

interface ModelOperation {
  readonly http?: { readonly method?: string };
  readonly input?: ModelShape;
  readonly output?: ModelShape;
}

interface ModelShape {
  readonly shape?: string;
  readonly type?: string;
  readonly members?: Readonly<Record<string, ModelShape>>;
  readonly member?: ModelShape;
  readonly value?: ModelShape;
}

/** Every service of the SDK package, one after the other: together they would be large. */
export function* readSdk(folder: string, ranges: Readonly<Record<string, Ranges>>): Generator<Service> {
  const names = JSON.parse(readFileSync(join(folder, 'apis/metadata.json'), 'utf8')) as Record<
    string,
    { readonly prefix?: string }
  >;
  const files = readdirSync(join(folder, 'apis')).sort();
  for (const [client, { prefix = client }] of Object.entries(names)) {
    const isModel = new RegExp(`^${prefix.replaceAll('.', '\\.')}-\\d{4}-\\d\\d-\\d\\d\\.min\\.json$`);
    const newest = files.findLast((file) => isModel.test(file));
    if (!newest) continue;
    const model = JSON.parse(readFileSync(join(folder, 'apis', newest), 'utf8')) as Model;
    if (!model.metadata.serviceId) continue;
    const declarations = readDeclarations(readFileSync(join(folder, 'clients', `${client}.d.ts`), 'utf8'));
    yield readService(model, declarations, ranges[serviceToken(model.metadata.serviceId)] ?? {});
  }
}

function readService(model: Model, declarations: Declarations, ranges: Ranges): Service {
  const { serviceId, serviceFullName } = model.metadata;
  const types = new Types(declarations, integersOf(model, declarations), ranges);
  const actions = Object.entries(model.operations).map(([operation, { http }]): [string, Action] => {
    const declared = declarations.operations.get(operation.charAt(0).toLowerCase() + operation.slice(1));
    const members = declarations.structures.get(declared?.input ?? '') ?? [];
    return [
      actionName(operation),
      {
        operation,
        verb: http?.method ?? 'POST',
        doc: firstSentence(declared?.doc ?? '', 140),
        input: types.signature(members),
        output: types.signature(declarations.structures.get(declared?.output ?? '') ?? []),
        docs: Object.fromEntries(
          members.filter(({ doc }) => doc).map(({ name, doc }) => [memberName(name), firstSentence(doc, 100)]),
        ),
        retired: false,
      },
    ];
  });
  return {
    token: serviceToken(serviceId),
    label: serviceFullName,
    errorPrefix: errorPrefix(serviceId),
    actions: new Map(actions),
    shapes: types.shapes,
    enums: types.enums,
    exceptions: [...new Set(declarations.exceptions.map(exceptionName))],
  };
}

/** Turns declared types into ours and collects the structures and enums that are met on the way. */
class Types {
  readonly shapes = new Map<string, string>();
  readonly enums = new Map<string, readonly string[]>();
  readonly #declarations: Declarations;
  readonly #integers: ReadonlySet<string>;
  readonly #ranges: Ranges;

  constructor(declarations: Declarations, integers: ReadonlySet<string>, ranges: Ranges) {
    this.#declarations = declarations;
    this.#integers = integers;
    this.#ranges = ranges;
  }

  signature(members: readonly DeclaredMember[]): string {
    return members
      .map(({ name, type, required }) => `${memberName(name)}${required ? '!' : ''}:${this.type(type)}`)
      .join(',');
  }

  type(name: string): string {
    const structure = this.#declarations.structures.get(name);
    if (structure) {
      if (!this.shapes.has(name)) {
        this.shapes.set(name, '');
        this.shapes.set(name, this.signature(structure));
      }
      return `#${name}`;
    }
    const alias = this.#declarations.aliases.get(name);
    return alias ? this.#aliased(name, alias) : primitive(name);
  }

  #aliased(name: string, definition: string): string {
    const range = this.#ranges[name] ?? '';
    const list = /^(\w+)\[\]$/.exec(definition)?.[1];
    if (list) return `[${range}${this.type(list)}`;
    const map = /^\{\[key: string\]: (\w+)\}$/.exec(definition)?.[1];
    if (map) return `{${range}${this.type(map)}`;
    if (definition.startsWith('"')) {
      this.enums.set(
        name,
        Array.from(definition.matchAll(/"([^"]*)"/g), ([, value = '']) => value),
      );
      return `%${name}`;
    }
    const letter = this.#integers.has(name) ? 'i' : primitive(definition);
    return /[sinB]/.test(letter) ? letter + range : letter;
  }
}

function primitive(definition: string): string {
  if (definition.startsWith('Buffer|')) return 'B';
  return { string: 's', number: 'n', boolean: 'b', Date: 't' }[definition] ?? 'j';
}

/** Names of number types that hold integers: the declarations say only `number`, the model knows. */
function integersOf(model: Model, { operations, structures, aliases }: Declarations): Set<string> {
  const integers = new Set<string>();
  const seen = new Set<string>();
  const visit = (shape: ModelShape | undefined, type: string): void => {
    const resolved = shape?.shape ? model.shapes[shape.shape] : shape;
    if (resolved?.type === 'integer' || resolved?.type === 'long') integers.add(type);
    if (!resolved || seen.has(type)) return;
    seen.add(type);
    for (const member of structures.get(type) ?? []) visit(resolved.members?.[member.name], member.type);
    const [item] = aliases.get(type)?.match(/^\w+(?=\[\]$)|\w+(?=\}$)/) ?? [];
    if (item) visit(resolved.member ?? resolved.value, item);
  };
  for (const [operation, { input, output }] of Object.entries(model.operations)) {
    const declared = operations.get(operation.charAt(0).toLowerCase() + operation.slice(1));
    if (declared?.input) visit(input, declared.input);
    if (declared?.output) visit(output, declared.output);
  }
  return integers;
}

/** The first sentence, cut at a word when it is longer than `limit` characters. */
function firstSentence(text: string, limit: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const sentence = /^.*?[.!?:](?= [A-Z]|$)/.exec(plain)?.[0] ?? plain;
  if (sentence.length <= limit) return sentence;
  const cut = sentence.slice(0, limit);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), limit - 20)).trimEnd()}…`;
}
