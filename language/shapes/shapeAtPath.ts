import type { IntrinsicCall } from '../expressions/intrinsics.ts';
import type { Path, PathSelector } from '../expressions/jsonPath.ts';
import { arrayShape, boolean, join, joinAll, number, type Shape, shapeOf, text, unknown } from './shape.ts';

/** What expressions in one field may read. */
export interface DataShapes {
  /** `$` in JSONPath, `$states.input` in JSONata. */
  readonly input: Shape;
  /** `$$` and `$states.context`. */
  readonly context: Shape;
  readonly variables: ReadonlyMap<string, Shape>;
  /** `$states.result` and `$states.errorOutput`, where they exist. */
  readonly result?: Shape | undefined;
  readonly errorOutput?: Shape | undefined;
  /** What `$` and bare names are read of, inside a predicate or after a step of JSONata. */
  readonly item?: Shape | undefined;
}

/** What is known of the value that a path selects. */
export function shapeAtPath(path: Path, data: DataShapes): Shape {
  const root = {
    input: data.input,
    context: data.context,
    variable: data.variables.get(path.variable ?? '') ?? unknown,
  };
  let shape: Shape = root[path.root];
  let isMany = false;
  for (const segment of path.segments) {
    if (segment.kind === 'function') return functionShape(path.text);
    isMany ||= segment.kind !== 'name' && segment.kind !== 'index';
    shape = selected(shape, segment);
  }
  return isMany ? arrayShape(shape) : shape;
}

function functionShape(path: string): Shape {
  return path.endsWith('.keys()') ? arrayShape(text) : number;
}

/** What is known of one of the values that a step selects. */
function selected(shape: Shape, selector: PathSelector): Shape {
  switch (selector.kind) {
    case 'name':
      return shape.kind === 'array' ? unknown : memberShape(shape, selector.name);
    case 'names':
      return joinAll(selector.names.map((name) => memberShape(shape, name)));
    case 'wildcard':
      return shape.kind === 'object' ? joinAll([...shape.members.values()]) : itemShape(shape);
    case 'index':
    case 'indexes':
    case 'slice':
    case 'filter':
      return itemShape(shape);
    default:
      return unknown;
  }
}

export function memberShape(shape: Shape, name: string): Shape {
  return shape.kind === 'object' ? (shape.members.get(name) ?? unknown) : unknown;
}

export function itemShape(shape: Shape): Shape {
  return shape.kind === 'array' ? shape.items : unknown;
}

/** What is known of the value that an intrinsic function gives. */
export function shapeOfCall({ name, arguments: list }: IntrinsicCall, data: DataShapes): Shape {
  const argument = (at: number) => argumentShape(list[at], data);
  switch (name) {
    case 'States.Format':
    case 'States.JsonToString':
    case 'States.UUID':
    case 'States.Hash':
    case 'States.Base64Encode':
    case 'States.Base64Decode':
      return text;
    case 'States.MathAdd':
    case 'States.MathRandom':
    case 'States.ArrayLength':
      return number;
    case 'States.ArrayContains':
      return boolean;
    case 'States.ArrayRange':
      return arrayShape(number);
    case 'States.StringSplit':
      return arrayShape(text);
    case 'States.Array':
      return arrayShape(joinAll(list.map((_, at) => argument(at))));
    case 'States.ArrayPartition':
      return arrayShape(argument(0));
    case 'States.ArrayUnique':
      return argument(0);
    case 'States.ArrayGetItem':
      return itemShape(argument(0));
    case 'States.JsonMerge':
      return join(argument(0), argument(1));
    default:
      return unknown;
  }
}

function argumentShape(argument: IntrinsicCall['arguments'][number] | undefined, data: DataShapes): Shape {
  switch (argument?.kind) {
    case 'literal':
      return shapeOf(argument.value);
    case 'path':
      return shapeAtPath(argument.path, data);
    case 'call':
      return shapeOfCall(argument.call, data);
    default:
      return unknown;
  }
}
