import { intrinsics } from '../../language/expressions/intrinsicTable.ts';
import { jsonataFunctions } from '../../language/expressions/jsonata/functions.ts';
import { isObject } from '../../language/json.ts';
import type { Strand } from '../interpreter/strands.ts';
import { commandNames } from './console.ts';
import { evaluateText } from './expressions.ts';

export interface Completion {
  readonly label: string;
  readonly type: 'variable' | 'keyword' | 'property' | 'function';
  /** What is replaced: so many characters from there on, counted from 0. */
  readonly start: number;
  readonly length: number;
}

type Name = Pick<Completion, 'label' | 'type'>;

/**
 * What could be typed in the debug console or in a watch: the members of the value before the last dot; else variables,
 * the state's data, functions of its query language, and the console's own commands.
 */
export async function completionsFor(typed: string, strand: Strand | undefined): Promise<readonly Completion[]> {
  const word = /(?:[\p{L}\p{N}_$.]|\[\d+\])*$/u.exec(typed)?.[0] ?? '';
  const dot = word.lastIndexOf('.');
  const isMember = strand !== undefined && word.startsWith('$') && dot > 0;
  const names = isMember ? await membersOf(word.slice(0, dot), strand) : namesFor(strand);
  const place = { start: typed.length - word.length, length: word.length };
  return names.filter(({ label }) => label.startsWith(word)).map((name) => ({ ...name, ...place }));
}

async function membersOf(expression: string, strand: Strand): Promise<readonly Name[]> {
  const found = await evaluateText(expression, strand);
  const keys = found.kind === 'value' && isObject(found.value) ? Object.keys(found.value) : [];
  const plain = keys.filter((key) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key));
  return plain.map((key) => ({ label: `${expression}.${key}`, type: 'property' }));
}

function namesFor(strand: Strand | undefined): readonly Name[] {
  const isJsonata = strand?.state?.queryLanguage === 'JSONata';
  const functions = isJsonata ? Object.keys(jsonataFunctions).map((name) => `$${name}`) : Object.keys(intrinsics);
  const named = (type: Name['type'], labels: readonly string[]) => labels.map((label): Name => ({ label, type }));
  return [
    ...named(
      'variable',
      [...(strand?.variables.keys() ?? [])].map((name) => `$${name}`),
    ),
    ...named('keyword', isJsonata ? ['$states'] : ['$', '$$']),
    ...named('function', functions),
    ...named('keyword', commandNames),
  ];
}
