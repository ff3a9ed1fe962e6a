import { evaluateTemplate } from '../../language/expressions/evaluateTemplate.ts';
import { unexpectedType } from '../../language/expressions/expressionOutcome.ts';
import type { Template } from '../../language/expressions/template.ts';
import { isObject, type Json, member } from '../../language/json.ts';
import type { Dynamic, TaskState } from '../../language/model/stateMachine.ts';
import { rawInput, tooLarge } from './dataFlow.ts';
import { evaluateDynamic, integerOf } from './dynamic.ts';
import { outcomeValue, Surroundings } from './evaluate.ts';
import type { Details } from './eventLog.ts';
import { fail } from './fail.ts';
import { Fault, queryFault, runtimeFault } from './fault.ts';
import { say } from './history.ts';
import { parameterProblem } from './parameterProblem.ts';
import { ask } from './requests.ts';
import { hasToken, type TaskKind, taskKindOf } from './resource.ts';
import type { Fibre, Progress, Run, Step, TaskWork, Visit } from './run.ts';
import { setTimer, turnEnds } from './schedule.ts';
import { observe, valueStep } from './steps.ts';

/** Before Parameters, which may show the token: a new one for each attempt. */
export function tokenSteps(state: TaskState): Step[] {
  if ('kind' in state.resource || !hasToken(taskKindOf(state.resource.value))) return [];
  return [
    {
      stage: 'input',
      take(run, _fibre, visit) {
        visit.taskToken = run.host.uuid();
        visit.step++;
        return 'on';
      },
    },
  ];
}

/** From the evaluated parameters to the raw result. */
export function taskSteps(state: TaskState): Step[] {
  const { resource } = state;
  if ('kind' in resource) {
    const fault = runtimeFault(resource.reason, resource.range);
    return [{ stage: 'work', take: (run, fibre, visit) => fail(run, fibre, visit, fault) }];
  }
  const task = taskKindOf(resource.value);
  return [
    { stage: 'work', take: (_run, _fibre, visit) => prepare(task, visit) },
    ...clockSteps(state),
    ...credentialSteps(state),
    { stage: 'work', take: (run, fibre, visit) => schedule(run, fibre, visit) },
    { stage: 'work', take: (run, fibre, visit) => start(run, fibre, visit, resource.value) },
    { stage: 'result', take: takeResult },
  ];
}

function prepare(task: TaskKind, visit: Visit): Progress {
  visit.work = {
    kind: 'task',
    task,
    timeoutSeconds: undefined,
    heartbeatSeconds: undefined,
    credentials: undefined,
    request: undefined,
    started: false,
    submitted: false,
  };
  visit.step++;
  return 'on';
}

function taskWork(visit: Visit): TaskWork {
  if (visit.work?.kind !== 'task') throw new Error(`The state '${visit.plan.state.name}' has no task to work on.`);
  return visit.work;
}

function clockSteps(state: TaskState): Step[] {
  const steps: Step[] = [];
  for (const field of ['timeoutSeconds', 'heartbeatSeconds'] as const) {
    const seconds = state[field];
    if (seconds === undefined) continue;
    steps.push(
      valueStep(
        field,
        (run, fibre, visit) => evaluateDynamic(seconds, new Surroundings(run, fibre, visit, visit.effective), 'number'),
        (visit, value) => {
          const whole = integerOf(seconds, value);
          if (whole instanceof Fault) return whole;
          taskWork(visit)[field] = whole;
          return whole < 1 || whole > longestClock ? outOfRange(seconds) : undefined;
        },
      ),
    );
  }
  return steps;
}

const longestClock = 99_999_999;

function outOfRange(seconds: Dynamic<number>): Fault {
  if (seconds.kind === 'broken') return runtimeFault(seconds.reason, seconds.range);
  const cause = `${seconds.field.replace(/Path$/, '')} must be between 1 and ${longestClock}.`;
  return seconds.kind === 'jsonata'
    ? queryFault(cause, seconds.field, seconds.range)
    : runtimeFault(cause, seconds.range);
}

function credentialSteps({ credentials, queryLanguage }: TaskState): Step[] {
  if (credentials === undefined) return [];
  return [
    valueStep(
      'credentials',
      (run, fibre, visit) => {
        const input = queryLanguage === 'JSONata' ? rawInput(visit) : visit.effective;
        return outcomeValue(evaluateTemplate(credentials, new Surroundings(run, fibre, visit, input)));
      },
      (visit, value) => {
        const role = isObject(value) ? member(value, 'RoleArn') : undefined;
        if (typeof role === 'string') taskWork(visit).credentials = role;
        return role === undefined ? undefined : wrongRole(credentials, role);
      },
    ),
  ];
}

/** An expression may have given something that is no ARN at all. */
function wrongRole(credentials: Template, role: Json): Fault | undefined {
  const members = credentials.kind === 'object' ? credentials.members : [];
  const found = members.find(({ key }) => key === 'RoleArn')?.value;
  if (typeof role === 'string' || found?.kind !== 'jsonata') return undefined;
  const { cause, location } = unexpectedType(found.expression, found.location, 'string', role);
  return queryFault(cause, location, found.range);
}

function schedule(run: Run, fibre: Fibre, visit: Visit): Progress {
  const work = taskWork(visit);
  const { task } = work;
  const large = visit.value === visit.input ? undefined : tooLarge(run, visit.value, visit.plan.state.name);
  const fault = large ?? parameterProblem(task, visit.value);
  if (fault !== undefined) return fail(run, fibre, visit, fault);
  if (task.kind === 'service') {
    const { resourceType, resource } = task;
    const { region } = fibre.chronicle.identity;
    say(run, fibre, 'TaskScheduled', undefined, visit.value, withClocks({ resourceType, resource, region }, work));
  } else {
    const type = task.kind === 'lambda' ? 'LambdaFunctionScheduled' : 'ActivityScheduled';
    say(run, fibre, type, undefined, visit.value, withClocks({ resource: task.arn }, work));
  }
  visit.step++;
  return turnEnds(run);
}

function withClocks(details: Details, work: TaskWork): Details {
  const { task, timeoutSeconds, heartbeatSeconds, credentials } = work;
  if (timeoutSeconds === undefined && heartbeatSeconds === undefined && credentials === undefined) return details;
  return {
    ...details,
    ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === undefined || task.kind === 'lambda' ? {} : { heartbeatInSeconds: heartbeatSeconds }),
    ...(credentials === undefined ? {} : { taskCredentials: { roleArn: credentials } }),
  };
}

function start(run: Run, fibre: Fibre, visit: Visit, resource: string): Progress {
  const work = taskWork(visit);
  const { name } = visit.plan.state;
  if (work.task.kind !== 'activity') begin(run, fibre, work);
  const { origin, identity } = fibre.chronicle;
  const key = `${origin.id} ${name}`;
  const invocation = run.invocations.get(key) ?? 0;
  run.invocations.set(key, invocation + 1);
  work.request = ask(run, fibre, {
    kind: 'task',
    state: name,
    nestedIn: origin.id === 0 ? undefined : identity.stateMachineName,
    resource,
    input: visit.value,
    invocation,
    retryCount: visit.retryCount,
    taskToken: visit.taskToken,
  });
  visit.step++;
  return 'wait';
}

/** The work has started: from now on the clocks run. */
export function begin(run: Run, fibre: Fibre, work: TaskWork, workerName?: string): void {
  const { task } = work;
  work.started = true;
  if (task.kind === 'lambda') say(run, fibre, 'LambdaFunctionStarted');
  else if (task.kind === 'activity')
    say(run, fibre, 'ActivityStarted', undefined, undefined, workerName === undefined ? {} : { workerName });
  else say(run, fibre, 'TaskStarted', undefined, undefined, serviceDetails(task));
  const now = run.host.now();
  if (work.timeoutSeconds !== undefined) setTimer(run, fibre, 'timeout', now + work.timeoutSeconds * 1000);
  if (work.heartbeatSeconds !== undefined) setTimer(run, fibre, 'heartbeat', now + work.heartbeatSeconds * 1000);
}

/** What the events of a service's task show of it; those of functions and activities do not. */
export function serviceDetails(task: TaskKind): Details | undefined {
  return task.kind === 'service' ? { resourceType: task.resourceType, resource: task.resource } : undefined;
}

/** The answer is in `visit.result`; it becomes the value so far. */
function takeResult(run: Run, fibre: Fibre, visit: Visit): Progress {
  const { result } = visit;
  if (result === undefined) return 'wait';
  visit.value = result;
  visit.work = undefined;
  observe(run, fibre, visit, 'result', result);
  visit.step++;
  return 'on';
}

/** States.DataLimitExceeded, which names the function or the service. */
export function tooLargeFrom(task: TaskKind): Fault {
  const source = task.kind === 'service' ? task.resourceType : task.arn;
  const cause = `The state/task '${source}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return new Fault('work', 'States.DataLimitExceeded', cause);
}
