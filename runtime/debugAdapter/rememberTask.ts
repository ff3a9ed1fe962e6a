import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { machineNamed, testCasesOf } from '../../language/mocks/mockFile.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import type { TaskAnswer, TaskRequest } from '../interpreter/host.ts';
import { Refusal } from '../program.ts';
import { rememberAnswer } from '../rememberAnswer.ts';

/** Where answers are kept: a mock file, which need not be there yet, and the test case in it. */
export interface MockPlace {
  readonly path: string;
  readonly machineName: string;
  readonly testCase: string | undefined;
}

/** A task and how it was answered by hand. */
export interface GivenAnswer {
  readonly request: TaskRequest;
  readonly answer: TaskAnswer;
}

/** Writes an answer into the mock file; says where. Throws a `Refusal` where the file cannot take it. */
export function rememberTask({ path, machineName, testCase }: MockPlace, { request, answer }: GivenAnswer): string {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const mocks = parseMocks(text);
  const { state, invocation, nestedIn } = request;
  const machine = nestedIn ?? machineNamed(mocks, machineName) ?? machineName;
  const known = testCasesOf(mocks, machine);
  const isTheirs = testCase !== undefined && (nestedIn === undefined || known.length === 0 || known.includes(testCase));
  const chosen = isTheirs ? testCase : (known[0] ?? 'Default');
  const outcome = outcomeOf(answer);
  const edit = outcome && rememberAnswer(text, { machine, testCase: chosen, state, invocation, outcome });
  if (edit === undefined) throw new Refusal(`${path} cannot take the answer: it has an error.`);
  writeFileSync(path, text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end));
  return `${state} is answered so from now on, in the test case ${chosen} of ${path}.`;
}

function outcomeOf(answer: TaskAnswer) {
  if (answer.kind === 'succeeded') return { Return: answer.output };
  if (answer.kind !== 'failed') return undefined;
  return { Throw: { Error: answer.error ?? 'States.TaskFailed', Cause: answer.cause ?? '' } };
}
