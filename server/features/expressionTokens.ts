/** What a word of an expression is, in LSP's standard types. */
export type WordType =
  | 'variable'
  | 'property'
  | 'function'
  | 'string'
  | 'number'
  | 'operator'
  | 'keyword'
  | 'regexp'
  | 'comment';

/** A word of an expression; offsets are within its text. */
export interface Word {
  readonly type: WordType;
  /** Part of the language, as `$states` and `States.Format` are. */
  readonly isBuiltIn: boolean;
  readonly start: number;
  readonly end: number;
}

/** One kind of word; of several that fit, the first in the list. */
interface Kind {
  readonly form: RegExp;
  readonly type: WordType;
  readonly isBuiltIn?: true;
}

const quoted = /'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?/suy;
const number: Kind = { form: /(?<![\p{ID_Continue}$])\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/uy, type: 'number' };
const variable: Kind = { form: /\$\p{ID_Start}\p{ID_Continue}*/uy, type: 'variable' };

const jsonataKinds: readonly Kind[] = [
  { form: /\/\*.*?(?:\*\/|$)/suy, type: 'comment' },
  { form: quoted, type: 'string' },
  { form: /(?<=(?:^|[(,~>=:?[{&|+*-])\s*)\/(?:[^/\\\n]|\\.)+\/[a-z]*/uy, type: 'regexp' },
  { form: /\$states\b|\$\$?(?!\p{ID_Start})/uy, type: 'variable', isBuiltIn: true },
  { form: /\$\p{ID_Start}\p{ID_Continue}*(?=\s*\()/uy, type: 'function' },
  variable,
  {
    form: /(?<!\.\s*)(?<!\p{ID_Continue})(?:and|or|in|true|false|null|function|λ)(?!\p{ID_Continue})/uy,
    type: 'keyword',
  },
  { form: /`[^`]*`?|\p{ID_Start}\p{ID_Continue}*/uy, type: 'property' },
  number,
  { form: /:=|~>|!=|<=|>=|\*\*|\?\?|\?:|[?:=<>+\-*/%&|^@#]/uy, type: 'operator' },
];

const pathKinds: readonly Kind[] = [
  { form: /(?<![\p{ID_Continue}.])States\.\w*/uy, type: 'function', isBuiltIn: true },
  { form: quoted, type: 'string' },
  { form: /\$\$?(?!\p{ID_Start})/uy, type: 'variable', isBuiltIn: true },
  variable,
  { form: /(?<=\.)\w+(?=\(\))/uy, type: 'function', isBuiltIn: true },
  { form: /(?<=[(,]\s*)(?:true|false|null)(?=\s*[,)])/uy, type: 'keyword' },
  number,
  { form: /[^.[\]()\s'"*,=<>!&|~?@:$]+/uy, type: 'property' },
  { form: /\.\.|&&|\|\||[=!]==?|=~|<=|>=|[<>*?@:!]/uy, type: 'operator' },
];

/** The words of a JSONata expression, however much of it is typed. */
export function jsonataWords(text: string): readonly Word[] {
  return wordsIn(text, jsonataKinds);
}

/** The words of a JSONPath or of an intrinsic function call, however much of it is typed. */
export function pathWords(text: string): readonly Word[] {
  return wordsIn(text, pathKinds);
}

function wordsIn(text: string, kinds: readonly Kind[]): readonly Word[] {
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    const word = wordAt(text, at, kinds);
    if (word) words.push(word);
    at = word?.end ?? at + 1;
  }
  return words;
}

function wordAt(text: string, start: number, kinds: readonly Kind[]): Word | undefined {
  for (const { form, type, isBuiltIn = false } of kinds) {
    form.lastIndex = start;
    const found = form.exec(text)?.[0];
    if (found) return { type, isBuiltIn, start, end: start + found.length };
  }
  return undefined;
}
