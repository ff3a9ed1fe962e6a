import { comparisonNamed } from '../../language/expressions/comparisons.ts';
import { parsePath } from '../../language/expressions/parsePath.ts';
import { dataAt } from '../../language/shapes/dataAt.ts';
import { dataInside } from '../../language/shapes/dataInside.ts';
import type { Shape } from '../../language/shapes/shape.ts';
import { type DataShapes, itemShape, shapeAtPath } from '../../language/shapes/shapeAtPath.ts';
import { shapeOfReference } from '../../language/shapes/shapeOfTemplate.ts';
import type { Cursor } from '../cursor.ts';
import type { WorkflowData } from '../workflowData.ts';

/** What the expressions at the cursor may read; undefined where nothing comes by. */
export function dataHere(uri: string, cursor: Cursor, data: WorkflowData): DataShapes | undefined {
  const { state, machine, field, kind } = cursor;
  const shapes = state && data.shapesIn(uri, machine).get(state);
  if (!shapes) return undefined;
  const isRule = kind === 'ChoiceRule' || kind === 'NestedRule';
  const object = field?.object ?? (isRule ? kind : undefined);
  return object && dataAt(state, shapes, object, field?.name ?? '');
}

/** The same where `before` is the text up to the cursor: an expression may have names of its own there. */
export function dataAround(before: string, uri: string, cursor: Cursor, data: WorkflowData): DataShapes | undefined {
  const shapes = dataHere(uri, cursor, data);
  return shapes && cursor.language === 'JSONata' ? dataInside(before.replace(/^\{%/, ''), shapes) : shapes;
}

/** What is known of the value that `text` refers to, in the query language of the cursor. */
export function shapeOfText(text: string, { language }: Cursor, data: DataShapes): Shape | undefined {
  if (language === 'JSONata') return shapeOfReference(text, data);
  const path = parsePath(text);
  return path.kind === 'path' ? shapeAtPath(path, data) : undefined;
}

/** The members that can follow a reference; JSONata steps into the items of a list. */
export function membersOf(shape: Shape, { language }: Cursor): ReadonlyMap<string, Shape> {
  const inner = language === 'JSONata' ? withoutLists(shape) : shape;
  return inner.kind === 'object' ? inner.members : new Map();
}

function withoutLists(shape: Shape): Shape {
  return shape.kind === 'array' ? withoutLists(itemShape(shape)) : shape;
}

/** Which kind of value the Variable of the choice rule at the cursor has. */
export function comparedKind(uri: string, cursor: Cursor, data: WorkflowData): Shape['kind'] | undefined {
  const { object, state, machine } = cursor;
  const variable = object?.members.find(({ key }) => key.value === 'Variable')?.value;
  const shapes = state && data.shapesIn(uri, machine).get(state);
  if (!shapes || variable?.kind !== 'string') return undefined;
  return shapeOfText(variable.value, cursor, dataAt(state, shapes, 'ChoiceRule', 'Variable'))?.kind;
}

/** Whether an operator compares values of this kind. */
export function compares(operator: string, kind: Shape['kind']): boolean {
  return comparisonNamed(operator)?.comparison.operand === kind && !operator.startsWith('Is');
}
