import { parseArgs } from 'node:util';
import { localEndpoint, noLocalEndpoint } from '../lambdaEndpoint.ts';
import { UsageError } from './terminal.ts';

export const help = `Usage: stepwise run [OPTIONS] FILE

Runs a state machine here, with mocked tasks, and prints its output.

FILE is a definition (.asl.json, .asl, .asl.yaml) or a template that holds exactly one.

Options:
  --input FILE        the execution's input as JSON; - for standard input (default: {})
  --mocks FILE        mocked responses (default: the nearest MockConfigFile.json from FILE upwards)
  --case NAME         the test case of the mocks (default: the only one, or the first)
  --state NAME        runs this one state alone, as TestState does
  --real-time         waits take their time; otherwise they take none
  --time-scale N      N seconds pass in each real one
  --seed N            makes a run repeatable, its chance and where its time begins (2025-01-01)
  --lambda-endpoint URL
                      where Lambda functions run that no mock answers for, on this machine: http://127.0.0.1:3001
  --s3 FOLDER         the folder that stands for S3 in distributed Maps: a folder in it for each bucket
  --events            prints the history's events, one JSON object a line
  --json              prints one JSON object: status, output or error and cause, and the events if asked for
  --help              this text

Exit code: 0 when the execution succeeded, 1 when it did not, 2 when it could not be run.
`;

/** The role that runs from the command line show. */
export const localRole = 'arn:aws:iam::123456789012:role/StepwiseLocal';

/** What `stepwise run` was asked to do. */
export interface Options {
  readonly file: string;
  readonly input: string | undefined;
  readonly mocks: string | undefined;
  readonly testCase: string | undefined;
  readonly state: string | undefined;
  readonly timeScale: number | undefined;
  readonly seed: number | undefined;
  readonly lambdaEndpoint: URL | undefined;
  readonly s3: string | undefined;
  readonly events: boolean;
  readonly json: boolean;
}

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('name one file to run');
  const scale = numberOf('--time-scale', values['time-scale']);
  if (scale !== undefined && scale <= 0) throw new UsageError('--time-scale is a number above 0');
  return {
    file,
    input: values.input,
    mocks: values.mocks,
    testCase: values.case,
    state: values.state,
    timeScale: values['real-time'] ? 1 : scale,
    seed: numberOf('--seed', values.seed),
    lambdaEndpoint: endpointOf(values['lambda-endpoint']),
    s3: values.s3,
    events: values.events,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        input: text,
        mocks: text,
        case: text,
        state: text,
        'real-time': flag,
        'time-scale': text,
        seed: text,
        'lambda-endpoint': text,
        s3: text,
        events: flag,
        json: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function endpointOf(text: string | undefined): URL | undefined {
  const endpoint = text === undefined ? undefined : localEndpoint(text);
  if (text !== undefined && endpoint === undefined) throw new UsageError(`--lambda-endpoint ${noLocalEndpoint}`);
  return endpoint;
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new UsageError(`${option} is a number`);
  return number;
}
