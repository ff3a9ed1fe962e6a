import type { Evaluation } from '../expressions/evaluation.ts';
import { evaluateJsonata } from '../expressions/jsonata.ts';
import type { Template } from '../expressions/template.ts';
import { arrayShape, exampleOf, joinAll, objectShape, type Shape, shapeOf, unknown } from './shape.ts';
import { type DataShapes, itemShape, memberShape, shapeAtPath, shapeOfCall } from './shapeAtPath.ts';

/** What is known of the value that a template makes. */
export function shapeOfTemplate(template: Template, data: DataShapes): Shape {
  switch (template.kind) {
    case 'constant':
      return shapeOf(template.value);
    case 'object':
      return objectShape(template.members.map(({ key, value }) => [key, shapeOfTemplate(value, data)]));
    case 'array':
      return arrayShape(joinAll(template.items.map((item) => shapeOfTemplate(item, data))));
    case 'path':
      return shapeAtPath(template.path, data);
    case 'intrinsic':
      return shapeOfCall(template.call, data);
    case 'jsonata':
      return shapeOfJsonata(template.expression.text, data);
    case 'broken':
      return unknown;
    default:
      return template satisfies never;
  }
}

const step = /\.?(?:([\p{ID_Start}][\p{ID_Continue}]*)|`([^`]*)`|\[\s*-?\d+\s*\])/uy;

/**
 * What is known of the value that an expression gives: of a plain path what is at its place, of another expression what
 * it makes of an example.
 */
export function shapeOfJsonata(expression: string, data: DataShapes): Shape {
  return shapeOfReference(expression, data) ?? shapeOfExample(expression, data);
}

/** A variable, a member of `$states` or the item around, with plain steps behind; undefined for any other text. */
export function shapeOfReference(expression: string, data: DataShapes): Shape | undefined {
  const [root = ''] = /^\$(?:states\.\w+|[\p{ID_Start}][\p{ID_Continue}]*)?/u.exec(expression) ?? [];
  let shape = rootShape(root, data);
  for (let at = root.length; at < expression.length && shape; ) {
    step.lastIndex = at;
    const found = step.exec(expression);
    if (!found) return undefined;
    const name = found[1] ?? found[2];
    // A step of JSONata reaches into the items of a list, and gives a list of what it finds.
    shape = name === undefined ? itemShape(shape) : memberOrEach(shape, name);
    at += found[0].length;
  }
  return shape;
}

function memberOrEach(shape: Shape, name: string): Shape {
  if (shape.kind !== 'array') return memberShape(shape, name);
  // Lists of lists become one.
  const each = memberOrEach(shape.items, name);
  return each.kind === 'array' ? each : arrayShape(each);
}

function rootShape(root: string, data: DataShapes): Shape | undefined {
  switch (root) {
    case '$states.input':
      return data.input;
    case '$states.context':
      return data.context;
    case '$states.result':
      return data.result ?? unknown;
    case '$states.errorOutput':
      return data.errorOutput ?? unknown;
    case '$':
    case '':
      return data.item;
    default:
      return root.startsWith('$states') ? undefined : (data.variables.get(root.slice(1)) ?? unknown);
  }
}

/** What takes long, or needs the package's own evaluator, is not tried. */
const costly = /\.\.|:=|\||%|[@#]\$|\$pad|\*\*|\bfunction\s*\w/;
const longest = 2000;

function shapeOfExample(expression: string, data: DataShapes): Shape {
  if (expression.length > longest || costly.test(expression)) return unknown;
  const outcome = evaluateJsonata({ kind: 'jsonata', text: expression, start: 0 }, exampleData(data));
  if (!(outcome instanceof Promise)) return outcome.kind === 'value' ? shapeOf(outcome.value) : unknown;
  outcome.catch(() => undefined);
  return unknown;
}

function exampleData({ input, context, variables, result, errorOutput }: DataShapes): Evaluation {
  return {
    input: exampleOf(input),
    context: exampleOf(context),
    result: result && exampleOf(result),
    errorOutput: errorOutput && exampleOf(errorOutput),
    variable(name) {
      const shape = variables.get(name);
      return shape && exampleOf(shape);
    },
    chance: { random: () => 0, uuid: () => '00000000-0000-4000-8000-000000000000' },
    now: 0,
  };
}
