import { isArray, type Json, type JsonObject } from '../../../language/json.ts';
import type { ResultWriter } from '../../../language/model/stateMachine.ts';
import { isoTime } from '../context.ts';
import type { Chronicle } from '../history.ts';
import type { WriteRequest } from '../host.ts';
import { utf8Length } from '../limits.ts';

/** What a ResultWriter still has to write. Plain data, replaced and never changed. */
export interface Writing {
  readonly bucket: string;
  /** `prefix/uuid/`. */
  readonly folder: string;
  readonly transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  readonly lines: boolean;
  readonly files: Readonly<Record<FileName, ResultFile>>;
  /** The files are complete; the manifest is next, or was sent. */
  readonly closing: 'no' | 'files' | 'manifest';
}

type FileName = 'SUCCEEDED' | 'FAILED';

interface ResultFile {
  /** Text that was not sent yet. */
  readonly pending: string;
  readonly records: number;
  readonly size: number;
}

const emptyFile: ResultFile = { pending: '', records: 0, size: 0 };

export function startWriting(writer: ResultWriter, bucket: string, prefix: string, uuid: string): Writing {
  const { transformation } = writer;
  return {
    bucket,
    folder: `${prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`}${uuid}/`,
    transformation: transformation === 'COMPACT' || transformation === 'FLATTEN' ? transformation : 'NONE',
    lines: writer.outputType === 'JSONL',
    files: { SUCCEEDED: emptyFile, FAILED: emptyFile },
    closing: 'no',
  };
}

/** Adds what is to be written of a child that has ended. */
export function withChild(writing: Writing, child: Chronicle): Writing {
  const name: FileName = child.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED';
  const records =
    name === 'FAILED' || writing.transformation === 'NONE' ? [childRecord(child)] : outputs(writing, child);
  return records.reduce((grown, record) => withRecord(grown, name, record), writing);
}

function outputs({ transformation }: Writing, { output = null }: Chronicle): readonly Json[] {
  return transformation === 'FLATTEN' && isArray(output) ? output : [output];
}

function withRecord(writing: Writing, name: FileName, record: Json): Writing {
  const file = writing.files[name];
  const text = JSON.stringify(record);
  const separator = writing.lines ? '' : file.records === 0 ? '[' : ',';
  const added = `${separator}${text}${writing.lines ? '\n' : ''}`;
  const grown = { pending: file.pending + added, records: file.records + 1, size: file.size };
  return { ...writing, files: { ...writing.files, [name]: grown } };
}

/** What DescribeExecution tells of a child, as it is written to S3 and shown in the state's result. */
export function childRecord(child: Chronicle): JsonObject {
  const { identity, status, output, error, cause, startedAt, endedAt } = child;
  return {
    ExecutionArn: identity.executionArn,
    Input: JSON.stringify(child.input),
    InputDetails: { Included: true },
    Name: identity.executionName,
    ...(error === undefined ? {} : { Error: error }),
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(output === undefined ? {} : { Output: JSON.stringify(output), OutputDetails: { Included: true } }),
    RedriveCount: child.redriveCount,
    RedriveStatus: status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
    ...(status === 'SUCCEEDED' ? { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' } : {}),
    StartDate: isoTime(startedAt),
    StateMachineArn: identity.stateMachineArn,
    Status: status,
    ...(endedAt === undefined ? {} : { StopDate: isoTime(endedAt) }),
  };
}

/** So much text is worth a write of its own. */
const worthWriting = 1 << 20;

/** The next piece to write, and the writing without it; undefined when nothing is due. */
export function nextWrite(
  writing: Writing,
  mapRunArn: string,
  state: string,
): { readonly request: Omit<WriteRequest, 'id'>; readonly writing: Writing } | undefined {
  for (const name of ['SUCCEEDED', 'FAILED'] as const) {
    const file = writing.files[name];
    if (file.pending === '' || (writing.closing === 'no' && file.pending.length < worthWriting)) continue;
    const text = file.pending;
    const mode = file.size === 0 ? 'create' : 'append';
    const request = { kind: 'write', state, bucket: writing.bucket, key: keyOf(writing, name), text, mode } as const;
    const written = { ...file, pending: '', size: file.size + utf8Length(text) };
    return { request, writing: { ...writing, files: { ...writing.files, [name]: written } } };
  }
  if (writing.closing !== 'files') return undefined;
  const manifest = JSON.stringify(manifestOf(writing, mapRunArn));
  const request = {
    kind: 'write',
    state,
    bucket: writing.bucket,
    key: manifestKey(writing),
    text: manifest,
    mode: 'create',
  } as const;
  return { request, writing: { ...writing, closing: 'manifest' } };
}

/** Ends the files' lists; from now on everything that is left is due. */
export function closeFiles(writing: Writing): Writing {
  if (writing.closing !== 'no') return writing;
  const end = (file: ResultFile): ResultFile =>
    writing.lines || file.records === 0 ? file : { ...file, pending: `${file.pending}]` };
  return {
    ...writing,
    closing: 'files',
    files: { SUCCEEDED: end(writing.files.SUCCEEDED), FAILED: end(writing.files.FAILED) },
  };
}

export function manifestKey(writing: Writing): string {
  return `${writing.folder}manifest.json`;
}

function keyOf(writing: Writing, name: FileName): string {
  return `${writing.folder}${name}_0.${writing.lines ? 'jsonl' : 'json'}`;
}

function manifestOf(writing: Writing, mapRunArn: string): Json {
  const list = (name: FileName): Json => {
    const { records, size } = writing.files[name];
    return records === 0 ? [] : [{ Key: keyOf(writing, name), Size: size }];
  };
  return {
    DestinationBucket: writing.bucket,
    MapRunArn: mapRunArn,
    ResultFiles: { FAILED: list('FAILED'), PENDING: [], SUCCEEDED: list('SUCCEEDED') },
  };
}
