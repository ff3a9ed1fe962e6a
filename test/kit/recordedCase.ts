import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Identity } from '../../runtime/interpreter/execution.ts';

/** A case of the recorded corpus, as far as the suites read it. */
export interface RecordedCase {
  readonly id: string;
  readonly run: string | null;
  readonly kind: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: unknown;
  readonly definitionText?: string;
  readonly inputText?: string;
  readonly clock?: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly executionName?: string;
  readonly account?: string;
  readonly taskAttempts?: readonly RecordedAttempt[];
  readonly setup?: readonly { service: string; operation: string; parameters: Record<string, unknown> }[];
  readonly rows?: readonly { definition: unknown; input: unknown; expectedOutput: unknown }[];
  readonly request?: Record<string, unknown>;
  readonly expected?: Record<string, unknown>;
}

export interface RecordedAttempt {
  readonly state: string;
  readonly request: { readonly parameters?: unknown; readonly input?: unknown };
  readonly started?: { readonly workerName?: string };
  readonly submitted?: { readonly output: unknown };
  readonly outcome: {
    readonly event: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: unknown;
  };
}

/** The cases below a folder, in the order of their paths, with those paths. */
export function* casesIn(folder: string, prefix = ''): Generator<readonly [string, RecordedCase]> {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* casesIn(path, `${prefix}${entry.name}/`);
    else if (entry.name.endsWith('.json') && entry.name !== 'index.json') {
      yield [`${prefix}${entry.name.slice(0, -5)}`, JSON.parse(plainPlaceholders(readFileSync(path, 'utf8')))];
    }
  }
}

/** The recorder has replaced some values twice, which leaves `<<task_token>:1>` where `<task_token>` is meant. */
function plainPlaceholders(text: string): string {
  return text.replaceAll(/<(<[\w-]+>):\d+>/g, '$1');
}

/** The text that AWS received. */
export function definitionTextOf({ definition, definitionText }: RecordedCase): string {
  return definitionText ?? JSON.stringify(definition);
}

/** A recorded history as AWS answers it: JSON texts, where the recordings have some of the values. */
export function historyTextOf({ expected, inputText }: RecordedCase): string {
  const recorded = (expected?.events ?? []) as readonly Record<string, unknown>[];
  const events = recorded.map((event) => {
    const started = event.executionStartedEventDetails as object | undefined;
    return started ? { ...event, executionStartedEventDetails: { ...started, input: inputText ?? '{}' } } : event;
  });
  return JSON.stringify({ events });
}

/** The names that were used, so that the context object agrees. */
export function identityOf({ account = '111111111111', type, ...names }: RecordedCase): Identity {
  const base = `arn:aws:states:us-east-1:${account}`;
  const name = names.stateMachineName;
  const run = names.executionName ?? 'execution-name';
  const standard = `${base}:execution:${name}:${run}`;
  return {
    executionArn: type === 'EXPRESS' ? `${base}:express:${name}:${run}:11111111-1111-4111-8111-111111111111` : standard,
    executionName: run,
    stateMachineArn: `${base}:stateMachine:${name}`,
    stateMachineName: name,
    roleArn: names.roleArn,
    region: 'us-east-1',
  };
}

export interface Comparison {
  readonly ok: boolean;
  readonly differences: readonly Record<string, unknown>[];
}

/** The comparer that lies beside the recordings. */
export interface Comparer {
  compareHistory(testCase: RecordedCase, actual: unknown): Comparison;
  compareValue(testCase: RecordedCase, expected: unknown, actual: unknown): Comparison;
}

export async function comparerIn(root: string): Promise<Comparer> {
  return await import(pathToFileURL(join(root, 'conformance/compare_history.mjs')).href);
}

/** The first difference, in one line. */
export function describeDifference({ differences }: Comparison): string {
  const { event, type, path, message, expected, actual } = differences[0] ?? {};
  const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 400);
  return `${event ?? ''} ${type ?? ''} ${path ?? ''}: ${message}\n      expected ${shown(expected)}\n      actual   ${shown(actual)}`;
}
