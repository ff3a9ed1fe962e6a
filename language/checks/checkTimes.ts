import { pathsIn } from '../model/expressionsIn.ts';
import type { Dynamic, TaskState, WaitState } from '../model/stateMachine.ts';
import { resourceOf } from './checkResources.ts';
import type { StateChecking } from './report.ts';

/** Longest run of an Express execution, in seconds. */
const expressSeconds = 300;

/** Waiting: heartbeats longer than the timeout, tokens that nobody gets or that may never come back, Express limits. */
export function checkTimes(checking: StateChecking): void {
  const { state, type } = checking;
  if (state?.type === 'Task') checkTask(state, checking);
  if (state?.type === 'Wait' && type === 'EXPRESS') checkExpressWait(state, checking);
}

function checkTask(state: TaskState, checking: StateChecking): void {
  const { timeoutSeconds, heartbeatSeconds, location } = state;
  const [timeout, heartbeat] = [literal(timeoutSeconds), literal(heartbeatSeconds)];
  if (timeout !== undefined && heartbeat !== undefined && heartbeat >= timeout && heartbeatSeconds) {
    const message = `A heartbeat every ${heartbeat} seconds is never missed: the task times out after ${timeout}.`;
    const place = { range: heartbeatSeconds.range, location: `${location}/HeartbeatSeconds` };
    checking.report('hint.heartbeat-too-long', message, place);
  }
  const resource = 'kind' in state.resource ? undefined : resourceOf(state.resource.value);
  if (resource === undefined || !('pattern' in resource) || resource.pattern !== 'waitForTaskToken') return;
  const place = { range: state.nameRange, location };
  const isBounded = timeoutSeconds ?? heartbeatSeconds ?? checking.timeoutSeconds;
  if (isBounded === undefined && !people.test(`${state.name} ${state.comment ?? ''}`)) {
    const message = 'Without TimeoutSeconds or HeartbeatSeconds this task may wait for its token for a year.';
    checking.report('hint.no-timeout', message, place);
  }
  if (!passesToken(state, checking)) {
    const message = 'The task token is not among the arguments: nobody can answer, and only a timeout ends the task.';
    checking.report('hint.no-task-token', message, place);
  }
}

/** Whoever is asked here answers in their own time. */
const people = /approv|human|manual|person|people|review|feedback|\busers?\b|customer|confirm/i;

function literal(value: Dynamic<number> | undefined): number | undefined {
  return value?.kind === 'literal' ? value.value : undefined;
}

/** Is `Task.Token`, or the whole context object, handed over somewhere? Variables may carry anything. */
function passesToken(state: TaskState, { expressions }: StateChecking): boolean {
  const name = state.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  const field = state.fields.get(name);
  if (field === undefined) return false;
  if (field.member.value?.kind === 'hole') return true;
  return expressions.some((found) => {
    if (found.field !== field) return false;
    const { expression } = found;
    if (expression.kind === 'jsonata') {
      return /Task\s*\.\s*Token|Task\s*\[|states\.context(?!\s*\.)|"Token"/.test(expression.text);
    }
    return pathsIn(expression).some(({ path }) => {
      const [first, second] = path.segments;
      const task = first === undefined || (first.kind === 'name' && first.name === 'Task');
      return (
        path.root === 'context' && task && (second === undefined || (second.kind === 'name' && second.name === 'Token'))
      );
    });
  });
}

function checkExpressWait({ until, location }: WaitState, checking: StateChecking): void {
  if (until.kind !== 'seconds') return;
  const seconds = literal(until.seconds);
  if (seconds === undefined || seconds <= expressSeconds) return;
  const message = 'An Express execution ends after five minutes, before this wait is over.';
  checking.report('hint.express-wait', message, { range: until.seconds.range, location: `${location}/Seconds` });
}
