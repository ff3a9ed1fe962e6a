/** What a parameter or a member of a response may be. */
export type ValueType =
  | { readonly kind: 'string'; readonly values?: readonly string[]; readonly range?: Range }
  | { readonly kind: 'integer' | 'number'; readonly range?: Range }
  | { readonly kind: 'blob'; readonly range?: Range }
  | { readonly kind: 'boolean' | 'timestamp' | 'json' | 'object' }
  | { readonly kind: 'list'; readonly item: ValueType; readonly range?: Range }
  | { readonly kind: 'map'; readonly value: ValueType; readonly range?: Range }
  /** `members()` is read when asked for, since structures may hold themselves. */
  | { readonly kind: 'structure'; members(): readonly TypedMember[] };

/** The least and the greatest number, length or count of items, both allowed. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

export interface TypedMember {
  readonly name: string;
  readonly required: boolean;
  readonly type: ValueType;
}

/** Reads members in the catalogue's notation, which catalogue/README.md explains: `Name!,Size:i,Tags:[(Key!,Value)`. */
export function readMembers(signature: string, shapes: readonly string[]): readonly TypedMember[] {
  return new SignatureReader(signature, shapes).members();
}

/** Reads one type in the catalogue's notation. */
export function readType(text: string, shapes: readonly string[] = []): ValueType {
  return new SignatureReader(text, shapes).type();
}

/** The same type with some of the inner members under other names. */
export function renamed(type: ValueType, names: Readonly<Record<string, string>>): ValueType {
  if (Object.keys(names).length === 0) return type;
  switch (type.kind) {
    case 'list':
      return { ...type, item: renamed(type.item, names) };
    case 'map':
      return { ...type, value: renamed(type.value, names) };
    case 'structure':
      return { kind: 'structure', members: () => renamedMembers(type.members(), names) };
    default:
      return type;
  }
}

/** The same members, they and what is in them under other names. */
export function renamedMembers(
  members: readonly TypedMember[],
  names: Readonly<Record<string, string>>,
): readonly TypedMember[] {
  return members.map(({ name, required, type }) => ({
    name: (Object.hasOwn(names, name) && names[name]) || name,
    required,
    type: renamed(type, names),
  }));
}

const letters: Readonly<Record<string, ValueType>> = {
  s: { kind: 'string' },
  i: { kind: 'integer' },
  n: { kind: 'number' },
  b: { kind: 'boolean' },
  t: { kind: 'timestamp' },
  B: { kind: 'blob' },
  o: { kind: 'object' },
};

class SignatureReader {
  readonly #text: string;
  readonly #shapes: readonly string[];
  #at = 0;

  constructor(text: string, shapes: readonly string[]) {
    this.#text = text;
    this.#shapes = shapes;
  }

  members(): TypedMember[] {
    const members: TypedMember[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== ')') {
      const name = this.#word(/[^!:,()]*/y);
      const required = this.#skip('!');
      const type: ValueType = this.#skip(':') ? this.type() : { kind: 'string' };
      members.push({ name, required, type });
      if (!this.#skip(',')) break;
    }
    return members;
  }

  type(): ValueType {
    const sign = this.#text[this.#at++] ?? '';
    switch (sign) {
      case '[':
        return { kind: 'list', ...this.#range(), item: this.type() };
      case '{':
        return { kind: 'map', ...this.#range(), value: this.type() };
      case '<':
        return { kind: 'string', values: this.#upTo('>').split('|') };
      case '(': {
        const members = this.members();
        this.#skip(')');
        return { kind: 'structure', members: () => members };
      }
      case '#':
        return this.#shape(Number(this.#word(/\d*/y)));
      default:
        return { ...(letters[sign] ?? { kind: 'json' }), ...this.#range() };
    }
  }

  /** A shape that stands for a list, a map or an enum is read at once: only structures can hold themselves. */
  #shape(id: number): ValueType {
    const shape = this.#shapes[id] ?? '';
    if (!shape.startsWith('(')) return readType(shape, this.#shapes);
    return { kind: 'structure', members: () => readMembers(shape.slice(1, -1), this.#shapes) };
  }

  #range(): { readonly range?: Range } {
    const text = this.#word(/[-\d.e+]*~[-\d.e+]*/y);
    if (text === '') return {};
    const [min = '', max = ''] = text.split('~');
    return { range: { ...(min !== '' && { min: Number(min) }), ...(max !== '' && { max: Number(max) }) } };
  }

  #word(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const word = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += word.length;
    return word;
  }

  #upTo(end: string): string {
    const found = this.#text.indexOf(end, this.#at);
    const stop = found < 0 ? this.#text.length : found;
    const text = this.#text.slice(this.#at, stop);
    this.#at = stop + 1;
    return text;
  }

  #skip(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }
}
