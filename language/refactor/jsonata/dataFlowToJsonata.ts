import type { Path } from '../../expressions/jsonPath.ts';
import type { Template } from '../../expressions/template.ts';
import { type Json, objectOf } from '../../json.ts';
import type { Assignments, Dynamic, PathOrNull } from '../../model/stateMachine.ts';
import { callPiece } from './intrinsicToJsonata.ts';
import { type Conversion, expression, grouped, type Piece, pathPiece, piece, stateInput } from './jsonataPiece.ts';
import { templatePiece, templateValue } from './templateToJsonata.ts';

/** What InputPath or OutputPath selects from a value. */
export function selectedPiece(path: PathOrNull | undefined, from: Piece, refusals: string[]): Piece {
  if (path === undefined) return from;
  if (path.kind === 'null') return piece('{}');
  if (path.kind === 'path') return pathPiece(path.path, { input: from, refusals });
  refusals.push(path.reason);
  return from;
}

/** A value on its way out of a state: as the template that makes it, or as an expression. */
export interface Outgoing {
  readonly template: Template | undefined;
  /** What `$` stands for in the template. */
  readonly conversion: Conversion;
  /** The value where there is no template. */
  readonly value: Piece;
}

export interface OutputFields {
  readonly resultPath: PathOrNull | undefined;
  readonly outputPath?: PathOrNull | undefined;
}

/** The Output field: what ResultPath and OutputPath make of a value; undefined where the usual output is the same. */
export function outputValue(outgoing: Outgoing, fields: OutputFields, usual: Piece): Json | undefined {
  const { template, conversion, value } = outgoing;
  const { refusals } = conversion;
  const isWhole = isRoot(fields.resultPath) && isRoot(fields.outputPath);
  if (isWhole && template) return templateValue(template, conversion);
  const own = template ? templatePiece(template, conversion) : value;
  const joined = joinedPiece(fields.resultPath, own, refusals);
  const selected = isRoot(fields.outputPath) ? joined : selectedPiece(fields.outputPath, joined, refusals);
  return selected.text === usual.text ? undefined : expression(selected);
}

function isRoot(path: PathOrNull | undefined): boolean {
  return path === undefined || (path.kind === 'path' && path.path.root === 'input' && path.path.segments.length === 0);
}

function joinedPiece(path: PathOrNull | undefined, value: Piece, refusals: string[]): Piece {
  if (path === undefined || isRoot(path)) return value;
  if (path.kind === 'null') return stateInput;
  if (path.kind === 'broken') refusals.push(path.reason);
  const names = path.kind === 'path' ? namesOf(path.path) : [];
  if (names === undefined) {
    refusals.push('A ResultPath with an index has no plain counterpart in JSONata.');
    return value;
  }
  return { text: withMember(stateInput.text, names, value.text), needs: value.needs, loose: true };
}

function namesOf({ segments }: Path): readonly string[] | undefined {
  const names = segments.map((segment) => (segment.kind === 'name' ? segment.name : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** An object with a value below it, the objects on the way kept. */
function withMember(object: string, [name, ...rest]: readonly string[], value: string): string {
  if (name === undefined) return value;
  const inner = `${object}.\`${name}\``;
  const plain = /^[A-Za-z_]\w*$/.test(name) ? `${object}.${name}` : inner;
  const set = rest.length === 0 ? value : withMember(plain, rest, value);
  return `$merge([${object}, {${JSON.stringify(name)}: ${set}}])`;
}

/** Assign with its templates converted. */
export function assignValue({ variables }: Assignments, conversion: Conversion): Json {
  return objectOf(variables.map(({ name, value }) => [name.value, templateValue(value, conversion)]));
}

/** A field that reads a path, in the form of a field that may hold an expression. `wrap` is a function around it. */
export function dynamicValue(dynamic: Dynamic<string | number>, wrap: string, conversion: Conversion): Json {
  switch (dynamic.kind) {
    case 'literal':
      return dynamic.value;
    case 'path': {
      const found = pathPiece(dynamic.path, conversion);
      return expression(wrap === '' ? found : { ...found, text: `${wrap}(${found.text})` });
    }
    case 'intrinsic': {
      const call = callPiece(dynamic.call, conversion);
      return expression(wrap === '' ? call : { ...call, text: `${wrap}(${grouped(call)})` });
    }
    default:
      conversion.refusals.push('A field cannot be read.');
      return '';
  }
}
