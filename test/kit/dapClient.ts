import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import { root } from '../../scripts/vscode.ts';

/** A debug adapter in a process of its own, with one file to debug. */
export interface Debuggee {
  readonly client: DebugClient;
  readonly path: string;
  /** The adapter's process. */
  readonly adapter: ChildProcess;
  /** Writes a file beside the program. */
  write(name: string, text: string): void;
  /** Launches; `prepare` is called when breakpoints can be set, before the run starts. */
  launch(args: object, prepare?: () => Promise<unknown>): Promise<void>;
  /** Sends a request that makes the run go on, and waits until it stops: why, and where. */
  until(command: string, args?: object): Promise<Stopped>;
  /** The next time that it stops. */
  stopped(): Promise<Stopped>;
  ended(): Promise<void>;
  /** Any request's body. */
  ask<T = Record<string, never>>(command: string, args?: object): Promise<T>;
  /** The stack and the scopes as indented text; `scopes` are those to be shown. */
  log(threadId: number, scopes: readonly string[]): Promise<string>;
  /** The rows of one scope of the innermost frame. */
  show(threadId: number, scope: string): Promise<{ readonly variables: readonly Row[] }>;
  /** The line of a text in the program, counted from 1. */
  line(text: string): number;
  /** What the console has shown. */
  output(): string;
  close(): Promise<void>;
}

export interface Stopped {
  readonly reason: string;
  readonly threadId: number;
  readonly text?: string;
  readonly description?: string;
  readonly hitBreakpointIds?: readonly number[];
}

interface Frame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
}

export async function debuggee(text: string, name = 'workflow.asl.json'): Promise<Debuggee> {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-debug-'));
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const script = join(root, 'test/kit/debugAdapter.mjs');
  const client = new DebugClient(process.execPath, script, 'stepwise', { env: process.env });
  // The machine may be busy with other tests.
  client.defaultTimeout = 30_000;
  let shown = '';
  client.on('output', ({ body }) => {
    shown += body.output;
  });
  await client.start();
  // The client keeps it to itself.
  const { _adapterProcess: adapter } = client as unknown as { readonly _adapterProcess: ChildProcess };
  const ask = async <T>(command: string, args: object = {}) => (await client.send(command, args)).body as T;
  const stopped = async () => (await client.waitForEvent('stopped')).body as Stopped;
  return {
    client,
    path,
    adapter,
    ask,
    stopped,
    write: (file, content) => writeFileSync(join(dirname(path), file), content),
    async launch(args, prepare) {
      await client.initializeRequest();
      const initialized = client.waitForEvent('initialized');
      await client.launchRequest({ program: path, ...args } as Parameters<DebugClient['launchRequest']>[0]);
      await initialized;
      await prepare?.();
      await client.configurationDoneRequest();
    },
    async until(command, args) {
      const [stop] = await Promise.all([stopped(), client.send(command, args)]);
      return stop;
    },
    async ended() {
      await client.waitForEvent('terminated');
    },
    async log(threadId, wanted) {
      const { stackFrames } = await ask<{ stackFrames: Frame[] }>('stackTrace', { threadId });
      const lines = stackFrames.map((frame) => `${frame.name} :${frame.line}`);
      const { scopes } = await ask<{ scopes: Row[] }>('scopes', { frameId: stackFrames[0]?.id });
      for (const scope of scopes) if (wanted.includes(scope.name)) lines.push(...(await rows(ask, scope, '  ')));
      return lines.join('\n');
    },
    async show(threadId, wanted) {
      const { stackFrames } = await ask<{ stackFrames: Frame[] }>('stackTrace', { threadId });
      const { scopes } = await ask<{ scopes: Row[] }>('scopes', { frameId: stackFrames[0]?.id });
      const scope = scopes.find(({ name: each }) => each === wanted);
      return ask('variables', { variablesReference: scope?.variablesReference });
    },
    line: (part) => text.slice(0, text.indexOf(part)).split('\n').length,
    output: () => shown,
    async close() {
      if (adapter.exitCode === null) await client.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface Row {
  readonly name: string;
  readonly evaluateName?: string;
  readonly value?: string;
  readonly variablesReference: number;
}

/** A scope with its rows, one level deep. */
async function rows(ask: Debuggee['ask'], scope: Row, indent: string): Promise<string[]> {
  const { variables } = await ask<{ variables: Row[] }>('variables', { variablesReference: scope.variablesReference });
  return [`${indent}${scope.name}`, ...variables.map(({ name, value }) => `${indent}  ${name}: ${value}`)];
}
