import type { HistoryEventType } from './events.ts';
import { Fault } from './fault.ts';
import { errorDetails, say } from './history.ts';
import type { Answer, TaskAnswer } from './host.ts';
import { exceeds } from './limits.ts';
import { withdraw } from './requests.ts';
import type { Fibre, Run, TaskWork, Visit } from './run.ts';
import { clearTimer, setTimer, strike, wake } from './schedule.ts';
import { begin, serviceDetails, tooLargeFrom } from './task.ts';

/** Whether an answer ends its request. */
export function isFinal(answer: Answer): boolean {
  return answer.kind !== 'submitted' && answer.kind !== 'started' && answer.kind !== 'heartbeat';
}

/** Hands an answer to the fibre, if it still waits for it. */
export function deliver(run: Run, fibre: Fibre, request: number, answer: Answer): void {
  const { visit } = fibre;
  const work = visit?.work;
  if (visit === undefined || (work?.kind !== 'task' && work?.kind !== 'mapRun') || work.request !== request) return;
  if (work.kind === 'task') deliverToTask(run, fibre, visit, work, answer as TaskAnswer);
  else {
    work.answers.push(answer);
    work.request = undefined;
    wake(run, fibre);
  }
}

function deliverToTask(run: Run, fibre: Fibre, visit: Visit, work: TaskWork, answer: TaskAnswer): void {
  switch (answer.kind) {
    case 'submitted':
      if (work.submitted) return;
      work.submitted = true;
      say(run, fibre, 'TaskSubmitted', undefined, answer.output, serviceDetails(work.task));
      return;
    case 'started':
      if (!work.started) begin(run, fibre, work, answer.workerName);
      return;
    case 'heartbeat':
      if (work.heartbeatSeconds !== undefined && work.started)
        setTimer(run, fibre, 'heartbeat', run.host.now() + work.heartbeatSeconds * 1000);
      return;
    case 'failed':
      endTask(run, fibre, work);
      sayOutcome(run, fibre, work, 'Failed', errorDetails(answer.error, answer.cause));
      strike(run, fibre, new Fault('work', answer.error, answer.cause));
      return;
    case 'succeeded':
      endTask(run, fibre, work);
      succeed(run, fibre, visit, work, answer.output);
      return;
    default:
      answer satisfies never;
  }
}

/** A worker that answers must have taken the task; whoever answers for it may have left that out. */
function endTask(run: Run, fibre: Fibre, work: TaskWork): void {
  if (!work.started) begin(run, fibre, work);
  work.request = undefined;
  clearTimer(fibre, 'timeout');
  clearTimer(fibre, 'heartbeat');
}

function succeed(run: Run, fibre: Fibre, visit: Visit, work: TaskWork, output: Visit['value']): void {
  if (exceeds(output, run.limits.payloadBytes)) {
    const fault = tooLargeFrom(work.task);
    sayOutcome(run, fibre, work, 'Failed', errorDetails(fault.error, fault.cause));
    strike(run, fibre, fault);
    return;
  }
  say(run, fibre, outcomeType(work, 'Succeeded'), undefined, output, serviceDetails(work.task));
  visit.result = output;
  wake(run, fibre);
}

/** A task's clock ran out. */
export function timeOut(run: Run, fibre: Fibre, _visit: Visit, work: TaskWork, clock: 'timeout' | 'heartbeat'): void {
  if (work.request !== undefined) withdraw(run, work.request);
  endTask(run, fibre, work);
  sayOutcome(run, fibre, work, 'TimedOut', { error: 'States.Timeout' });
  strike(run, fibre, new Fault(clock, 'States.Timeout', undefined));
}

function sayOutcome(run: Run, fibre: Fibre, work: TaskWork, outcome: 'Failed' | 'TimedOut', error: object): void {
  say(run, fibre, outcomeType(work, outcome), undefined, undefined, { ...serviceDetails(work.task), ...error });
}

function outcomeType({ task }: TaskWork, outcome: 'Succeeded' | 'Failed' | 'TimedOut'): HistoryEventType {
  if (task.kind === 'lambda') return `LambdaFunction${outcome}`;
  return task.kind === 'activity' ? `Activity${outcome}` : `Task${outcome}`;
}
