import { type LocalValue, openParts } from '../expressions/jsonata/openParts.ts';
import { joinAll, number, type Shape, text, unknown } from './shape.ts';
import { type DataShapes, itemShape } from './shapeAtPath.ts';
import { shapeOfJsonata } from './shapeOfTemplate.ts';

/** What can be read at the end of a half-typed JSONata expression: its own names too, and the item that it is inside of. */
export function dataInside(expression: string, data: DataShapes): DataShapes {
  const variables = new Map(data.variables);
  let known: DataShapes = { ...data, variables };
  for (const part of openParts(expression)) {
    if (part.kind === 'item') known = withItem(known, eachOf(shapeOfJsonata(part.of.trim(), known)));
    else variables.set(part.name, shapeOfLocal(part.value, known));
  }
  return known;
}

function withItem(data: DataShapes, item: Shape): DataShapes {
  return { ...data, item };
}

function shapeOfLocal(value: LocalValue, data: DataShapes): Shape {
  switch (value.kind) {
    case 'value':
      return shapeOfJsonata(value.text.trim(), data);
    case 'item':
      return eachOf(shapeOfJsonata(value.text.trim(), data));
    case 'member': {
      const shape = shapeOfJsonata(value.text.trim(), data);
      return shape.kind === 'object' ? joinAll([...shape.members.values()]) : unknown;
    }
    case 'number':
      return number;
    case 'string':
      return text;
    case 'unknown':
      return unknown;
    default:
      return value.kind satisfies never;
  }
}

/** A single value counts as a list of it. */
function eachOf(shape: Shape): Shape {
  return shape.kind === 'array' ? itemShape(shape) : shape;
}
