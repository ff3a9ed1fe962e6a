import { spawnSync } from 'node:child_process';
import type { Json, JsonObject } from '../../language/json.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { virtualClock } from '../../runtime/clocks.ts';
import { startExecution } from '../../runtime/interpreter/execute.ts';
import type { Execution } from '../../runtime/interpreter/execution.ts';
import type { Answer, Request } from '../../runtime/interpreter/host.ts';
import { noLimits } from '../../runtime/interpreter/limits.ts';
import type { Observer } from '../../runtime/interpreter/observe.ts';
import { virtualHost } from '../../runtime/virtualHost.ts';
import { testIdentity } from '../kit/fakeHost.ts';
import { localStepFunctions, type Peer } from './interpreterPeer.ts';

/** States a second, against aws-local-stepfunctions (measured where PEERS_DIR has it) and against a bare loop. */
interface BenchCase {
  readonly name: string;
  readonly definition: JsonObject;
  readonly input: Json;
  readonly states: number;
  /**
   * How many times the peer's rate the gate asks for, and that rate as documented.
   * The JSONata loop's peer is the `jsonata` package alone, which is not measured here.
   */
  readonly gate?: { readonly times: number; readonly peer: number; readonly fixed?: true };
  readonly storage?: (request: Request) => Answer;
}

const rounds = 10_000;

function chain(length: number): JsonObject {
  const state = (at: number): JsonObject => ({
    Type: 'Pass',
    ...(at < length - 1 ? { Next: `S${at + 1}` } : { End: true }),
  });
  return { StartAt: 'S0', States: Object.fromEntries(Array.from({ length }, (_, at) => [`S${at}`, state(at)])) };
}

const counting: JsonObject = {
  StartAt: 'Check',
  States: {
    Check: { Type: 'Choice', Choices: [{ Variable: '$.i', NumericLessThan: rounds, Next: 'Add' }], Default: 'Done' },
    Add: { Type: 'Pass', Parameters: { 'i.$': 'States.MathAdd($.i, 1)' }, Next: 'Check' },
    Done: { Type: 'Succeed' },
  },
};

const countingInJsonata: JsonObject = {
  QueryLanguage: 'JSONata',
  StartAt: 'Check',
  States: {
    Check: {
      Type: 'Choice',
      Choices: [{ Condition: `{% $states.input.i < ${rounds} %}`, Next: 'Add' }],
      Default: 'Done',
    },
    Add: { Type: 'Pass', Output: { i: '{% $states.input.i + 1 %}' }, Next: 'Check' },
    Done: { Type: 'Succeed' },
  },
};

const calling: JsonObject = {
  StartAt: 'Call',
  States: {
    Call: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:inc', Next: 'Check' },
    Check: { Type: 'Choice', Choices: [{ Variable: '$.i', NumericLessThan: rounds, Next: 'Call' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

const item: JsonObject = { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } };
const each: JsonObject = {
  StartAt: 'Each',
  States: { Each: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: item, End: true } },
};
const forking: JsonObject = {
  StartAt: 'Fork',
  States: {
    Fork: {
      Type: 'Parallel',
      Branches: Array.from({ length: 100 }, (_, at) => ({
        StartAt: `B${at}`,
        States: { [`B${at}`]: { Type: 'Pass', End: true } },
      })),
      End: true,
    },
  },
};
const distributed: JsonObject = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSONL' },
        Parameters: { Bucket: 'b', Key: 'items.jsonl' },
      },
      ItemProcessor: { ...item, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'out' } },
      End: true,
    },
  },
};

function itemsOf(length: number): Json {
  return { items: Array.from({ length }, (_, id) => ({ id })) };
}

/** A file of as many lines, made as it is read; what is written is dropped. */
function lines(count: number): (request: Request) => Answer {
  return (request) => {
    if (request.kind !== 'read') return { kind: 'written' };
    const end = Math.min(count, request.offset + 2000);
    let text = '';
    for (let id = request.offset; id < end; id++) text += `{"id":${id}}\n`;
    return end < count ? { kind: 'read', text, next: end } : { kind: 'read', text };
  };
}

const cases: readonly BenchCase[] = [
  {
    name: 'Pass chain 1,000',
    definition: chain(1000),
    input: { a: 1 },
    states: 1000,
    gate: { times: 10, peer: 406_000 },
  },
  {
    name: 'Choice loop 10,000',
    definition: counting,
    input: { i: 0 },
    states: 2 * rounds,
    gate: { times: 50, peer: 52_000 },
  },
  {
    name: 'Choice loop 10,000, JSONata',
    definition: countingInJsonata,
    input: { i: 0 },
    states: 2 * rounds,
    gate: { times: 0.8, peer: 140_000, fixed: true },
  },
  { name: 'Map 10,000', definition: each, input: itemsOf(10_000), states: 10_001, gate: { times: 50, peer: 34_000 } },
  {
    name: 'Map 100,000',
    definition: each,
    input: itemsOf(100_000),
    states: 100_001,
    gate: { times: 50, peer: 31_000 },
  },
  { name: 'Parallel 100', definition: forking, input: { a: 1 }, states: 101, gate: { times: 30, peer: 35_000 } },
  {
    name: 'Task, mocked, 10,000',
    definition: calling,
    input: { i: 0 },
    states: 2 * rounds,
    gate: { times: 10, peer: 84_000 },
  },
  {
    name: 'distributed Map 1,000,000',
    definition: distributed,
    input: {},
    states: 1_000_001,
    storage: lines(1_000_000),
  },
];

/** What is timed in a process of its own, so that nobody pays for the garbage of those before. */
type Runner = 'plain' | 'observed' | 'peer';

interface Measure {
  /** States a second. */
  readonly rate: number;
  /** Megabytes. */
  readonly peak: number;
}

/** Runs the cases whose names contain `only` and prints a line for each. */
export async function benchInterpreter(only = ''): Promise<void> {
  const hasPeer = localStepFunctions() !== undefined;
  console.log(
    hasPeer
      ? 'peer: aws-local-stepfunctions, measured in this run'
      : 'peer: rates as documented; PEERS_DIR names no folder with aws-local-stepfunctions',
  );
  console.log(`a bare awaited loop: ${perSecond(await bareLoop())} steps a second`);
  for (const bench of cases.filter(({ name }) => name.includes(only))) console.log(lineFor(bench, hasPeer));
}

/** In turns, so that what else the computer does hits all alike; the best of the turns counts. */
const turns = 3;

function lineFor(bench: BenchCase, hasPeer: boolean): string {
  const { gate, name, states } = bench;
  const isLong = states > 500_000;
  const runners: Runner[] = isLong ? ['plain'] : ['plain', 'observed'];
  if (hasPeer && gate && !gate.fixed) runners.push('peer');
  const best = new Map<Runner, Measure>();
  for (let turn = 0; turn < (isLong ? 1 : turns); turn++) {
    for (const runner of runners) best.set(runner, better(best.get(runner), inProcess(bench, runner)));
  }
  const { rate = 0, peak = 0 } = best.get('plain') ?? {};
  const observed = best.get('observed')?.rate;
  const peer = best.get('peer')?.rate ?? gate?.peer;
  const times = gate && peer && `${(rate / peer).toFixed(1)}x of the peer's ${perSecond(peer)} (gate ${gate.times}x)`;
  const cost = observed && `observed costs ${(rate / observed).toFixed(2)}x`;
  return [name, `${perSecond(rate)} states a second`, times, cost, `peak ${peak} MB`].filter(Boolean).join(' · ');
}

function better(one: Measure | undefined, other: Measure): Measure {
  return one === undefined ? other : { rate: Math.max(one.rate, other.rate), peak: Math.max(one.peak, other.peak) };
}

function inProcess({ name }: BenchCase, runner: Runner): Measure {
  const { stdout } = spawnSync(process.execPath, [import.meta.filename, name, runner], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout) as Measure;
}

async function measure(name: string | undefined, runner: string | undefined): Promise<Measure> {
  const bench = cases.find((each) => each.name === name);
  const peer = localStepFunctions();
  if (bench === undefined) throw new Error(`There is no case '${name}'.`);
  const found = await rate(bench, () => {
    if (runner === 'peer' && peer !== undefined) return timedPeer(bench, peer);
    return timed(bench, runner === 'observed' ? idleObserver : undefined);
  });
  return { rate: found, peak: Math.round(process.resourceUsage().maxRSS / 1024) };
}

const idleObserver: Observer = { value() {}, decided() {}, failed() {} };

/** States a second: the median of several runs, of which the first half warms up. `time` answers milliseconds. */
async function rate({ states }: BenchCase, time: () => Promise<number>): Promise<number> {
  const rates: number[] = [];
  const begun = performance.now();
  while (rates.length < 4 || performance.now() - begun < 700) {
    rates.push((states / (await time())) * 1000);
    if (performance.now() - begun > 20_000) break;
  }
  const warm = rates.slice(Math.floor(rates.length / 2)).sort((a, b) => a - b);
  return warm[Math.floor(warm.length / 2)] ?? 0;
}

async function timed(bench: BenchCase, observer: Observer | undefined): Promise<number> {
  const machine = machineOf(bench);
  const host = virtualHost(virtualClock(0));
  const input = JSON.stringify(bench.input);
  const options = { machine, input, type: 'STANDARD', identity: testIdentity, host, limits: noLimits } as const;
  const execution = startExecution(observer ? { ...options, observer } : options);
  const from = performance.now();
  await finish(execution, bench);
  const took = performance.now() - from;
  if (execution.status !== 'SUCCEEDED') throw new Error(`${bench.name}: ${execution.cause}`);
  return took;
}

const machines = new WeakMap<BenchCase, StateMachine>();

function machineOf(bench: BenchCase): StateMachine {
  const machine = machines.get(bench) ?? readStateMachine(parseJson(JSON.stringify(bench.definition)).root);
  machines.set(bench, machine);
  return machine;
}

async function timedPeer({ definition, input }: BenchCase, peer: Peer): Promise<number> {
  const from = performance.now();
  await peer(definition, input, async (value) => ({ i: Number((value as JsonObject).i) + 1 }));
  return performance.now() - from;
}

async function finish(execution: Execution, { storage }: BenchCase): Promise<void> {
  for (;;) {
    const waiting = execution.advance();
    if (waiting.kind === 'ended') return;
    if (waiting.kind === 'evaluating') await waiting.settled;
    if (waiting.kind !== 'waiting') continue;
    for (const request of waiting.requests) {
      const answer: Answer =
        request.kind === 'task'
          ? { kind: 'succeeded', output: { i: Number((request.input as JsonObject).i) + 1 } }
          : (storage?.(request) ?? { kind: 'failed' });
      execution.answer(request.id, answer);
    }
  }
}

async function bareLoop(): Promise<number> {
  const step = async (value: Json) => value;
  const from = performance.now();
  let value: Json = { a: 1 };
  for (let at = 0; at < 1_000_000; at++) value = await step(value);
  return (1_000_000 / (performance.now() - from)) * 1000;
}

function perSecond(rate: number): string {
  return rate >= 1e6 ? `${(rate / 1e6).toFixed(2)} M` : `${Math.round(rate / 1000)} k`;
}

if (import.meta.main) console.log(JSON.stringify(await measure(process.argv[2], process.argv[3])));
