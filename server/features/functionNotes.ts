import { type Intrinsic, intrinsics } from '../../language/expressions/intrinsicTable.ts';
import { type JsonataFunction, jsonataFunctions } from '../../language/expressions/jsonata/functions.ts';

/** What people read of a function: in completion, hover and signature help. */
export interface FunctionNote {
  /** `States.MathAdd` or `$sum`. */
  readonly name: string;
  /** Each as it stands in the signature. */
  readonly parameters: readonly string[];
  readonly doc: string;
  /** The last parameter takes all further arguments. */
  readonly hasRest: boolean;
}

const notes: ReadonlyMap<string, FunctionNote> = new Map([
  ...Object.entries(intrinsics).map(([name, row]) => [name, intrinsicNote(name, row)] as const),
  ...Object.entries(jsonataFunctions).map(([name, row]) => [`$${name}`, jsonataNote(name, row)] as const),
]);

/** Between the brackets that a completion brings, what they take. */
export const showParameters = { title: 'Parameters', command: 'editor.action.triggerParameterHints' };

/** By its name in an expression: `States.Array` or `$sum`. */
export function functionNote(name: string): FunctionNote | undefined {
  return notes.get(name);
}

export const intrinsicNotes: readonly FunctionNote[] = [...notes.values()].filter(({ name }) => !name.startsWith('$'));
export const jsonataNotes: readonly FunctionNote[] = [...notes.values()].filter(({ name }) => name.startsWith('$'));

export function signatureOf({ name, parameters }: FunctionNote): string {
  return `${name}(${parameters.join(', ')})`;
}

function intrinsicNote(name: string, { parameters, doc }: Intrinsic): FunctionNote {
  const mark = { optional: '?', rest: '…' };
  return {
    name,
    parameters: parameters.map((each) => `${each.name}${each.occurs ? mark[each.occurs] : ''}: ${each.type}`),
    doc,
    hasRest: parameters.at(-1)?.occurs === 'rest',
  };
}

function jsonataNote(name: string, { parameters, signature, doc, added }: JsonataFunction): FunctionNote {
  return {
    name: `$${name}`,
    parameters,
    doc: added ? `${doc} Added by Step Functions.` : doc,
    hasRest: /\+(?=>|:|$)/.test(signature),
  };
}
