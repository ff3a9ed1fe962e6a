import type { ObjectName } from '../model/fields.ts';
import type { State } from '../model/stateMachine.ts';
import { errorShape, type StateShapes } from './machineShapes.ts';
import type { Shape } from './shape.ts';
import type { DataShapes } from './shapeAtPath.ts';

/** What the expressions in one field of a state may read. */
export function dataAt(state: State, shapes: StateShapes, object: ObjectName, field: string): DataShapes {
  const { raw, context, variables } = shapes;
  const isHandled = object === 'Catcher';
  if (state.queryLanguage === 'JSONata') {
    return { input: raw, context, variables, ...(isHandled ? { errorOutput: errorShape } : { result: shapes.result }) };
  }
  const input = isHandled ? errorShape : inputOf(state, shapes, object, field);
  return { input, context, variables };
}

function inputOf({ type }: State, shapes: StateShapes, object: ObjectName, field: string): Shape {
  switch (field) {
    case 'InputPath':
    case 'ResultPath':
      return shapes.raw;
    case 'ResultSelector':
      return shapes.result;
    case 'OutputPath':
      return shapes.combined;
    case 'Assign':
      return object === 'ChoiceRule' || type === 'Choice' || type === 'Wait' ? shapes.input : shapes.result;
    default:
      return shapes.input;
  }
}
