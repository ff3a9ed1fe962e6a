import { isObject, type Json, type JsonObject } from '../../language/json.ts';
import type { State } from '../../language/model/stateMachine.ts';
import { hasToken, taskKindOf } from './resource.ts';
import type { TestRequest } from './testState.ts';

/** A request that is not taken, in AWS's words. */
export interface Refusal {
  readonly kind: 'refused';
  readonly error: string;
  readonly message: string;
}

export function refuse(message: string, error = 'ValidationException'): Refusal {
  return { kind: 'refused', error, message };
}

/** Which members a given context object may have, and of what type. */
const members: Readonly<Record<string, Readonly<Record<string, 'string' | 'number' | 'any'>>>> = {
  Execution: {
    Id: 'string',
    Input: 'any',
    Name: 'string',
    RoleArn: 'string',
    StartTime: 'string',
    RedriveCount: 'number',
    RedriveTime: 'string',
  },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

/** The context object that a request brings, or why it may not. */
export function readContext(
  { context: text, mock }: TestRequest,
  state: State,
): { readonly kind: 'context'; readonly context: JsonObject } | Refusal | undefined {
  if (text === undefined) return undefined;
  if (mock === undefined) return refuse('TestState does not support a Context object when a mock is not specified.');
  const context = parsed(text);
  if (!isObject(context)) return invalid('must be a JSON object');
  const problem = problemIn(context, state);
  return problem === undefined ? { kind: 'context', context } : invalid(problem);
}

function invalid(problem: string): Refusal {
  return refuse(`Invalid Context object provided: ${problem}`);
}

function problemIn(context: JsonObject, state: State): string | undefined {
  for (const [name, value] of Object.entries(context)) {
    if (name === 'Map') return "'Map' field is not supported when mocking a Context object";
    const known = Object.hasOwn(members, name) ? members[name] : undefined;
    if (known === undefined) return `Field '${name}' is not allowed`;
    if (name === 'Task' && !takesToken(state))
      return "'Task' field is only supported for states with a '.sync' or '.waitForTaskToken' resource";
    if (!isObject(value)) return `${name} must be an object`;
    for (const [field, found] of Object.entries(value)) {
      const type = Object.hasOwn(known, field) ? known[field] : undefined;
      if (type === undefined) return `Field '${field}' is not allowed`;
      if (type !== 'any' && typeof found !== type) return `${name}.${field} must be a ${type}`;
    }
  }
  return undefined;
}

function takesToken(state: State): boolean {
  return state.type === 'Task' && !('kind' in state.resource) && hasToken(taskKindOf(state.resource.value));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
