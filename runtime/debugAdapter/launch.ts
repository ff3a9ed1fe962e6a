import { dirname, isAbsolute, resolve } from 'node:path';
import { type MockFile, machineNamed, testCasesOf } from '../../language/mocks/mockFile.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import { folderStorage } from '../folderStorage.ts';
import type { Answer, TaskRequest } from '../interpreter/host.ts';
import { lambdaTasks, localEndpoint, noLocalEndpoint } from '../lambdaEndpoint.ts';
import { mockedTasks } from '../mocks.ts';
import { loadProgram, type Program, Refusal, readText } from '../program.ts';
import { Programs } from '../programs.ts';
import { nameInArn } from '../startedProgram.ts';
import { noStorage } from '../storage.ts';
import type { EngineOptions } from './engine.ts';
import { asJson } from './expressions.ts';
import { type RecordedHistory, recordedHistory } from './historyAnswers.ts';
import type { MockPlace } from './rememberTask.ts';

/** What a `launch` request may say. Paths are absolute or relative to the program's folder. */
export interface LaunchArguments {
  readonly program?: unknown;
  readonly machine?: unknown;
  readonly substitutions?: unknown;
  /** Any JSON. */
  readonly input?: unknown;
  readonly inputFile?: unknown;
  readonly mocks?: unknown;
  readonly case?: unknown;
  /** `virtual`, `real`, or how many seconds pass in a real one. */
  readonly clock?: unknown;
  readonly seed?: unknown;
  readonly s3?: unknown;
  /** Where Lambda functions run that no mock answers for: an address on this machine. */
  readonly lambdaEndpoint?: unknown;
  readonly fromHistory?: unknown;
  readonly stopOnEntry?: unknown;
  readonly stopOnEnd?: unknown;
  readonly noDebug?: unknown;
}

/** What a launch comes to: the program, and how to run it. */
export interface Launch {
  readonly programs: Programs;
  /** What tasks start, as these programs have it. */
  readonly nestedIn: (programs: Programs) => EngineOptions['nested'];
  readonly options: EngineOptions;
  readonly mockPlace: MockPlace;
  readonly stopOnEntry: boolean;
  readonly stopOnEnd: boolean;
  readonly noDebug: boolean;
}

/** Told of the run that a launch starts. */
export interface LaunchListener {
  /** Nobody answers the task but whoever debugs; `signal` aborts when the answer is there, or wanted no more. */
  asked(request: TaskRequest, signal: AbortSignal): void;
  /** There may be new events. */
  progressed(): void;
}

/** Reads everything that a launch names. Throws a `Refusal`. */
export function readLaunch(args: LaunchArguments, listener: LaunchListener): Launch {
  const path = textOf(args.program, 'program');
  if (path === undefined) throw new Refusal('"program" names the file to debug.');
  const program = loadProgram({
    path: resolve(path),
    machine: textOf(args.machine, 'machine'),
    substitutions: substitutionsOf(args.substitutions),
  });
  const file = (value: unknown, name: string) => fileText(textOf(value, name), program);
  const historyText = isHistory(args.fromHistory)
    ? JSON.stringify(args.fromHistory)
    : file(args.fromHistory, 'fromHistory');
  const history = historyText === undefined ? undefined : recordedHistory(historyText);
  const answered = answersOf(args, program, history, mocksIn(file(args.mocks, 'mocks')));
  const programs = Programs.around(program);
  const options: EngineOptions = {
    machine: program.machine,
    input: inputOf(args, file(args.inputFile, 'inputFile'), history),
    type: program.type,
    identity: identityOf(program.name),
    seed: typeof args.seed === 'number' ? args.seed : 1,
    start: Date.now(),
    timeFactor: timeFactorOf(args.clock),
    answer: answering(args, program, answered, listener),
    nested: startingHere(programs),
    isAnswered: (request) => answered(request) !== undefined,
    progressed: listener.progressed,
  };
  return {
    programs,
    nestedIn: startingHere,
    options,
    mockPlace: mockPlaceOf(args, program),
    stopOnEntry: args.stopOnEntry === true,
    stopOnEnd: args.stopOnEnd === true,
    noDebug: args.noDebug === true,
  };
}

/** The history itself, where others name a file. */
function isHistory(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** How tasks are answered: by the recorded history, else by the mocks. Undefined for a task that neither knows. */
type Answered = (request: TaskRequest) => readonly Answer[] | undefined;

function answersOf(
  args: LaunchArguments,
  { name }: Program,
  history: RecordedHistory | undefined,
  mocks: MockFile | undefined,
): Answered {
  const wanted = textOf(args.case, 'case');
  const own = mocks && machineNamed(mocks, name);
  const cases = mocks ? testCasesOf(mocks, own) : [];
  if (mocks && wanted !== undefined && !cases.includes(wanted))
    throw new Refusal(`The mocks have no test case ${wanted}; they have ${cases.join(', ')}.`);
  const mocked = mocks && mockedTasks(mocks, own, wanted);
  return (request) => {
    const recorded = request.nestedIn === undefined ? history?.answersTo(request) : undefined;
    const answer = recorded === undefined ? mocked?.(request) : undefined;
    return answer === undefined ? recorded : [answer];
  };
}

/** Who answers what a run asks for: S3 is a folder; functions may run here; whoever debugs answers what nobody else does. */
function answering(
  args: LaunchArguments,
  program: Program,
  answered: Answered,
  listener: LaunchListener,
): EngineOptions['answer'] {
  const folder = textOf(args.s3, 's3');
  const storage = folder === undefined ? undefined : folderStorage(besides(program, folder));
  const unmocked = lambdaTasks(endpointOf(args), (request, signal) => askFor(request, listener, signal));
  return (request, progress, signal) => {
    if (request.kind === 'task') {
      const answers = answered(request);
      for (const answer of answers ?? []) progress(answer);
      return answers === undefined ? unmocked(request, signal, progress) : undefined;
    }
    if (storage === undefined) return noStorage(request);
    if (request.kind === 'read') return storage.read(request);
    return request.kind === 'list' ? storage.list(request) : storage.write(request);
  };
}

function startingHere(programs: Programs): EngineOptions['nested'] {
  return (arn, _request, from) => programs.nested(from, arn, roleArn);
}

function endpointOf(args: LaunchArguments): URL | undefined {
  const text = textOf(args.lambdaEndpoint, 'lambdaEndpoint');
  const endpoint = text === undefined ? undefined : localEndpoint(text);
  if (text !== undefined && endpoint === undefined) throw new Refusal(`"lambdaEndpoint" ${noLocalEndpoint}`);
  return endpoint;
}

function mockPlaceOf(args: LaunchArguments, program: Program): MockPlace {
  const path = textOf(args.mocks, 'mocks') ?? 'MockConfigFile.json';
  return { path: besides(program, path), machineName: program.name, testCase: textOf(args.case, 'case') };
}

/** The answer is given by hand; meanwhile time stands still. */
function askFor(request: TaskRequest, listener: LaunchListener, signal: AbortSignal): Promise<undefined> {
  listener.asked(request, signal);
  return new Promise(() => {});
}

function substitutionsOf(value: unknown): Program['place']['substitutions'] {
  const entries = Object.entries(value ?? {}).map(([name, text]): [string, string | number | boolean] => {
    if (typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean') return [name, text];
    throw new Refusal(`"substitutions" has no text, number or boolean for ${name}.`);
  });
  return new Map(entries);
}

function inputOf(args: LaunchArguments, fileInput: string | undefined, history: RecordedHistory | undefined): string {
  if (args.input === 'ask')
    throw new Refusal('Only an editor can ask for the input; give it as JSON or as "inputFile".');
  const text = fileInput ?? (args.input === undefined ? (history?.input ?? '{}') : JSON.stringify(args.input));
  if (asJson(text) === undefined) throw new Refusal('The input is no JSON.');
  return text;
}

function mocksIn(text: string | undefined): MockFile | undefined {
  if (text === undefined) return undefined;
  const mocks = parseMocks(text);
  const [problem] = mocks.problems;
  if (problem) throw new Refusal(`The mocks cannot be used: ${problem.message}`);
  return mocks;
}

function timeFactorOf(clock: unknown): number | undefined {
  if (clock === undefined || clock === 'virtual') return undefined;
  if (clock === 'real') return 1;
  if (typeof clock === 'number' && clock > 0) return clock;
  throw new Refusal('"clock" is "virtual", "real", or how many seconds pass in a real one.');
}

function textOf(value: unknown, name: string): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new Refusal(`"${name}" is a text.`);
  return value;
}

function fileText(path: string | undefined, program: Program): string | undefined {
  return path === undefined ? undefined : readText(besides(program, path));
}

function besides(program: Program, path: string): string {
  return isAbsolute(path) ? path : resolve(dirname(program.place.path), path);
}

const roleArn = 'arn:aws:iam::123456789012:role/StepwiseLocal';

function identityOf(programName: string): EngineOptions['identity'] {
  const name = nameInArn(programName);
  const base = 'arn:aws:states:us-east-1:123456789012';
  return {
    executionArn: `${base}:execution:${name}:debug`,
    executionName: 'debug',
    stateMachineArn: `${base}:stateMachine:${name}`,
    stateMachineName: name,
    roleArn,
    region: 'us-east-1',
  };
}
