/** One service of the SDK as its `clients/*.d.ts` declares it: the only place with names of structures, enums and docs. */
export interface Declarations {
  readonly operations: ReadonlyMap<string, DeclaredOperation>;
  readonly structures: ReadonlyMap<string, readonly DeclaredMember[]>;
  /** Names of other types with what stands behind `=`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** `…Exception` and `…Fault`, as the documentation mentions them. */
  readonly exceptions: readonly string[];
}

export interface DeclaredOperation {
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly doc: string;
}

export interface DeclaredMember {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly doc: string;
}

/** Reads the declarations line by line; they are generated and very regular. */
export function readDeclarations(text: string): Declarations {
  const operations = new Map<string, DeclaredOperation>();
  const structures = new Map<string, DeclaredMember[]>();
  const aliases = new Map<string, string>();
  const exceptions = new Set<string>();
  let doc = '';
  let members: DeclaredMember[] | undefined;
  for (const line of text.split('\n')) {
    const comment = /^ +\* (.*)$/.exec(line);
    if (comment) {
      doc = comment[1] ?? '';
      for (const name of doc.match(/\b[A-Z][A-Za-z0-9]+(?:Exception|Fault)\b/g) ?? []) exceptions.add(name);
      continue;
    }
    if (/^ +(\/\*\*|\*\/)/.test(line)) continue;
    const opened = /^ {2}export interface (\w+) \{/.exec(line);
    if (opened?.[1]) {
      members = [];
      structures.set(opened[1], members);
    } else if (line === '  }') members = undefined;
    else if (members) readMember(line, doc, members);
    else readOther(line, doc, operations, aliases);
    doc = '';
  }
  return { operations, structures, aliases, exceptions: [...exceptions].sort() };
}

function readMember(line: string, doc: string, members: DeclaredMember[]): void {
  const [, name, optional, type] = /^ {4}"?([\w-]+)"?(\?)?: (.+);$/.exec(line) ?? [];
  if (name && type) members.push({ name, type, required: optional === undefined, doc });
}

function readOther(
  line: string,
  doc: string,
  operations: Map<string, DeclaredOperation>,
  aliases: Map<string, string>,
): void {
  const [, alias, definition] = /^ {2}export type (\w+) = (.+);$/.exec(line) ?? [];
  if (alias && definition) aliases.set(alias, definition);
  const [, operation] = /^ {2}(\w+)\(/.exec(line) ?? [];
  if (!operation || operations.get(operation)?.input) return;
  const input = /\(params: \w+\.Types\.(\w+),/.exec(line)?.[1];
  const output = /Request<\w+\.Types\.(\w+), AWSError>;$/.exec(line)?.[1];
  operations.set(operation, { input, output, doc });
}
