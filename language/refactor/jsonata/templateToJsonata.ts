import type { Template } from '../../expressions/template.ts';
import { isArray, isObject, type Json, objectOf } from '../../json.ts';
import { callPiece } from './intrinsicToJsonata.ts';
import { type Conversion, expression, type Piece, piece, templatePathPiece } from './jsonataPiece.ts';

/** A payload template as the JSON of a JSONata state: the same shape, with expressions where values are computed. */
export function templateValue(template: Template, conversion: Conversion): Json {
  switch (template.kind) {
    case 'constant':
      return constantValue(template.value, conversion);
    case 'object':
      return objectOf(template.members.map(({ key, value }) => [key, templateValue(value, conversion)]));
    case 'array':
      return template.items.map((item) => templateValue(item, conversion));
    default:
      return expression(computedPiece(template, conversion));
  }
}

/** A payload template as one expression. */
export function templatePiece(template: Template, conversion: Conversion): Piece {
  switch (template.kind) {
    case 'constant':
      return piece(JSON.stringify(template.value));
    case 'object': {
      const parts = template.members.map(({ key, value }) => ({ key, part: templatePiece(value, conversion) }));
      const text = `{${parts.map(({ key, part }) => `${JSON.stringify(key)}: ${part.text}`).join(', ')}}`;
      return { text, needs: parts.flatMap(({ part }) => part.needs), loose: true };
    }
    case 'array': {
      const parts = template.items.map((item) => templatePiece(item, conversion));
      return {
        text: `[${parts.map(({ text }) => text).join(', ')}]`,
        needs: parts.flatMap(({ needs }) => needs),
        loose: true,
      };
    }
    default:
      return computedPiece(template, conversion);
  }
}

function computedPiece(
  template: Exclude<Template, { kind: 'constant' | 'object' | 'array' }>,
  conversion: Conversion,
): Piece {
  if (template.kind === 'path') return templatePathPiece(template.path, conversion);
  if (template.kind === 'intrinsic') return callPiece(template.call, conversion);
  conversion.refusals.push(template.kind === 'broken' ? template.reason : 'An expression cannot stand here.');
  return piece('null');
}

/** A constant stays one, unless it would begin to mean something. */
function constantValue(value: Json, conversion: Conversion): Json {
  if (mayCompute(value)) conversion.refusals.push('A constant text would become an expression.');
  return value;
}

export function mayCompute(value: Json): boolean {
  if (typeof value === 'string') return value.startsWith('{%') && value.endsWith('%}');
  if (isArray(value)) return value.some(mayCompute);
  return isObject(value) && Object.values(value).some(mayCompute);
}
