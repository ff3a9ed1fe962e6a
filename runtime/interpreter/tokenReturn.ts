import { isObject, member } from '../../language/json.ts';
import { deliver, isFinal } from './answer.ts';
import type { TaskAnswer, TaskRequest } from './host.ts';
import { withdraw } from './requests.ts';
import { taskKindOf } from './resource.ts';
import type { Fibre, Run } from './run.ts';

/** A task that gives back the token of another one, with what becomes of that one. */
interface TokenReturn {
  readonly token: string;
  readonly answer: TaskAnswer;
}

/** Ends, or keeps alive, the task of this run whose token a task gives back; false when that task does something else. */
export function returnToken(run: Run, request: TaskRequest): boolean {
  const given = tokenReturn(request);
  const waiting = given && waitingFor(run, given.token);
  const work = waiting?.fibre.visit?.work;
  if (given === undefined || waiting === undefined || work?.kind !== 'task') return false;
  const { fibre, id } = waiting;
  if (work.task.kind === 'service' && !work.submitted) deliver(run, fibre, id, { kind: 'submitted', output: {} });
  if (isFinal(given.answer)) withdraw(run, id);
  deliver(run, fibre, id, given.answer);
  return true;
}

/** `aws-sdk:sfn:sendTaskSuccess` and its like. An output that is no JSON text is nothing that can be given back. */
function tokenReturn({ resource, input }: TaskRequest): TokenReturn | undefined {
  const task = taskKindOf(resource);
  if (task.kind !== 'service' || task.resourceType !== 'aws-sdk:sfn' || !isObject(input)) return undefined;
  const text = (name: string) => {
    const value = member(input, name);
    return typeof value === 'string' ? value : undefined;
  };
  const answer = answerIn(task.resource, text);
  const token = text('TaskToken');
  return answer && token !== undefined ? { token, answer } : undefined;
}

function answerIn(action: string, text: (name: string) => string | undefined): TaskAnswer | undefined {
  switch (action) {
    case 'sendTaskSuccess':
      return succeeded(text('Output'));
    case 'sendTaskFailure': {
      const [error, cause] = [text('Error'), text('Cause')];
      return { kind: 'failed', ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    }
    case 'sendTaskHeartbeat':
      return { kind: 'heartbeat' };
    default:
      return undefined;
  }
}

function succeeded(output: string | undefined): TaskAnswer | undefined {
  try {
    return output === undefined ? undefined : { kind: 'succeeded', output: JSON.parse(output) };
  } catch {
    return undefined;
  }
}

/** The task that waits for a token to come back: with the world, or while the execution that it started goes on. */
function waitingFor(
  { requests, nested }: Run,
  token: string,
): { readonly fibre: Fibre; readonly id: number } | undefined {
  for (const { fibre, request } of requests.values())
    if (request.kind === 'task' && isAwaited(request, token)) return { fibre, id: request.id };
  for (const { caller, request } of nested.values())
    if (caller?.alive && isAwaited(request, token)) return { fibre: caller, id: request.id };
  return undefined;
}

function isAwaited({ taskToken, resource }: TaskRequest, token: string): boolean {
  const task = taskKindOf(resource);
  return (
    taskToken === token &&
    (task.kind === 'activity' || (task.kind === 'service' && task.pattern === 'waitForTaskToken'))
  );
}
