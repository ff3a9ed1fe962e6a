import type { TaskAnswer, TaskRequest } from '../interpreter/host.ts';
import { Refusal } from '../program.ts';
import type { Engine } from './engine.ts';
import { asJson } from './expressions.ts';
import type { GivenAnswer } from './rememberTask.ts';
import { shortened } from './words.ts';

const usage = '.succeed JSON, .fail ERROR [CAUSE] or .heartbeat; STATE: before it names the task.';
const help = `${usage} .remember keeps the last answer in the mock file.`;

export const commandNames = ['.succeed', '.fail', '.heartbeat', '.remember', '.help'];

/** What the commands of the console work on. */
export interface Console {
  readonly engine: Engine;
  /** Told of an answer that ended a task. */
  answered(given: GivenAnswer): void;
  /** Keeps the last answer; says where. */
  remember(): string;
}

/** Answers a task that waits: `.succeed {"a": 1}`, `.fail Error Cause`, `.heartbeat`. Says what was done. */
export function runConsoleCommand(text: string, desk: Console): string {
  const [, state, verb, rest = ''] = command.exec(text) ?? [];
  if (verb === 'help') return help;
  if (verb === 'remember') return desk.remember();
  const answer = answerFrom(verb, rest.trim());
  const waiting = desk.engine.openRequests.filter((request): request is TaskRequest => request.kind === 'task');
  const request = state === undefined ? waiting.at(0) : waiting.find((each) => each.state === state);
  if (request === undefined) throw new Refusal(state === undefined ? 'No task waits.' : `${state} does not wait.`);
  if (!desk.engine.answer(request.id, answer)) throw new Refusal(`${request.state} does not wait any more.`);
  if (answer.kind !== 'heartbeat') desk.answered({ request, answer });
  return `${request.state}: ${answer.kind}`;
}

const command = /^\s*(?:(.+?):\s*)?\.(succeed|fail|heartbeat|remember|help)\b\s*([\s\S]*)$/;

export function isConsoleCommand(text: string): boolean {
  return command.test(text);
}

function answerFrom(verb: string | undefined, rest: string): TaskAnswer {
  if (verb === 'heartbeat') return { kind: 'heartbeat' };
  if (verb === 'fail') {
    const [error = 'States.TaskFailed', ...cause] = rest.split(/\s+/);
    return { kind: 'failed', error: error || 'States.TaskFailed', ...(cause.length > 0 && { cause: cause.join(' ') }) };
  }
  const output = verb === 'succeed' ? asJson(rest === '' ? '{}' : rest) : undefined;
  if (output === undefined) throw new Refusal(verb === 'succeed' ? 'The result is no JSON.' : `There is ${help}`);
  return { kind: 'succeeded', output };
}

/** What a console says when a task waits for an answer. */
export function questionInWords({ state, resource, input }: TaskRequest): string {
  return `${state} (${resource}) waits for an answer to ${shortened(JSON.stringify(input))}: ${usage}`;
}
