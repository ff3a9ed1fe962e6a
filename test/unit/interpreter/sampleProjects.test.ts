import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Json } from '../../../language/json.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { virtualClock } from '../../../runtime/clocks.ts';
import { drive } from '../../../runtime/drive.ts';
import { startExecution } from '../../../runtime/interpreter/execute.ts';
import type { TaskAnswer, TaskRequest } from '../../../runtime/interpreter/host.ts';
import { virtualHost } from '../../../runtime/virtualHost.ts';
import { memoryStorage } from '../../kit/memoryStorage.ts';

interface Mock {
  readonly whenInput?: Json;
  readonly return?: Json;
  readonly throw?: { readonly error: string; readonly cause?: string };
}

interface Case {
  readonly name: string;
  readonly input: Json;
  readonly mocks: Readonly<Record<string, readonly Mock[]>>;
  readonly expect: {
    readonly status: string;
    readonly output?: Json;
    readonly error?: string;
    readonly cause?: string;
    readonly visited?: readonly string[];
  };
}

interface Sample {
  readonly id: string;
  readonly file: string;
  readonly substitutions?: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

const folder = join(import.meta.dirname, '../../../../shared/catalog/sample-projects');
const token = 'local-task-token';

if (!existsSync(folder)) {
  console.log('sample projects: skipped, there is no ../shared/catalog/sample-projects');
} else {
  const { samples } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { samples: readonly Sample[] };
  test('sample projects: run as their manifest says', async () => {
    const wrong: string[] = [];
    for (const sample of samples) {
      for (const each of sample.cases) {
        const difference = await runCase(sample, each);
        if (difference !== undefined) wrong.push(`${sample.id}, ${each.name}: ${difference}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

async function runCase(sample: Sample, { input, mocks, expect }: Case): Promise<string | undefined> {
  const clock = virtualClock(Date.parse('2024-01-01T00:00:00Z'));
  const base = 'arn:aws:states:us-east-1:123456789012';
  const execution = startExecution({
    machine: readStateMachine(parseJson(definitionOf(sample)).root),
    input: JSON.stringify(input),
    type: 'STANDARD',
    host: { ...virtualHost(clock), uuid: () => token },
    identity: {
      executionArn: `${base}:execution:Sample:run-1`,
      executionName: 'run-1',
      stateMachineArn: `${base}:stateMachine:Sample`,
      stateMachineName: 'Sample',
      roleArn: 'arn:aws:iam::123456789012:role/SampleRole',
      region: 'us-east-1',
    },
  });
  await drive(execution, { clock, runTask: mocked(mocks), storage: memoryStorage(new Map()) });
  const { status, output, error, cause } = execution;
  if (status !== expect.status) return `${status} ${error ?? ''} ${cause ?? ''} instead of ${expect.status}`;
  if (expect.error !== undefined && error !== reported(expect.error)) return `${error} instead of ${expect.error}`;
  if (expect.cause !== undefined && cause !== expect.cause) return `“${cause}” instead of “${expect.cause}”`;
  if (expect.output !== undefined) {
    const difference = differs(JSON.parse(output ?? 'null'), expect.output);
    if (difference) return difference;
  }
  const entered = execution
    .eventsFrom(0)
    .flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
  return expect.visited === undefined ? undefined : differs(entered, expect.visited as Json);
}

/** The manifest uses the documented name; AWS was seen to report an unmatched Choice as States.Runtime. */
function reported(error: string): string {
  return error === 'States.NoChoiceMatched' ? 'States.Runtime' : error;
}

function definitionOf({ file, substitutions = {} }: Sample): string {
  const text = readFileSync(join(folder, file), 'utf8');
  return text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => substitutions[name] ?? whole);
}

/** The n-th call of a state takes its n-th answer, the last again and again; answers for an input go before. */
function mocked(mocks: Case['mocks']): (request: TaskRequest) => TaskAnswer | undefined {
  return ({ state, input, invocation }) => {
    const answers = mocks[state] ?? [];
    const special = answers.find(({ whenInput }) => whenInput !== undefined && same(whenInput, input));
    const general = answers.filter(({ whenInput }) => whenInput === undefined);
    const mock = special ?? general[Math.min(invocation, general.length - 1)];
    if (mock?.throw) return { kind: 'failed', ...mock.throw };
    return mock === undefined ? undefined : { kind: 'succeeded', output: mock.return ?? null };
  };
}

function same(a: Json, b: Json): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

function differs(actual: Json, expected: Json): string | undefined {
  return same(actual, expected) ? undefined : `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
}
