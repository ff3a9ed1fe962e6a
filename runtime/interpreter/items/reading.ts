import type { Json } from '../../../language/json.ts';
import type { ReaderConfig } from '../../../language/model/stateMachine.ts';
import { Fault } from '../fault.ts';
import type { Answer, ListRequest, ReadRequest, StoredObject } from '../host.ts';
import { csvCutter, delimiters } from './csv.ts';
import { jsonArrayCutter, pointedCutter } from './jsonArray.ts';
import { jsonLinesCutter } from './jsonLines.ts';
import { type Cut, type Cutter, uncut } from './pieces.ts';

/** How far an ItemReader has come. Plain data, replaced and never changed, so that a snapshot can keep it. */
export interface Reading {
  readonly config: ReaderConfig;
  /** What is still to be read, the first of them being read now. */
  readonly sources: readonly Source[];
  readonly offset: number;
  readonly cut: Cut;
  readonly continuation: string | undefined;
}

export type Source =
  | { readonly kind: 'list'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'items'; readonly bucket: string; readonly key: string; readonly headers?: readonly string[] }
  | { readonly kind: 'manifest'; readonly bucket: string; readonly key: string };

/** A stretch of items that came with one answer. */
export interface Stretch {
  readonly items: readonly Json[];
  readonly keys?: readonly string[];
  /** Where they came from, as `$$.Map.Item.Source` shows it. */
  readonly source: string;
}

export function startReading(config: ReaderConfig, first: Source): Reading {
  return { config, sources: [first], offset: 0, cut: uncut, continuation: undefined };
}

/** What to ask the host for next, without the request's id. */
export function nextRequest(
  reading: Reading,
  state: string,
): Omit<ReadRequest, 'id'> | Omit<ListRequest, 'id'> | undefined {
  const [source] = reading.sources;
  if (source === undefined) return undefined;
  const { bucket } = source;
  if (source.kind === 'list')
    return { kind: 'list', state, bucket, prefix: source.prefix, continuation: reading.continuation };
  const isParquet = source.kind === 'items' && reading.config.inputType === 'PARQUET';
  const format = isParquet ? 'parquet' : 'text';
  return { kind: 'read', state, bucket, key: source.key, format, offset: reading.offset };
}

/** Takes an answer in: what it brought, and how far the reading is now. */
export function takeAnswer(reading: Reading, answer: Answer): { reading: Reading; stretch: Stretch } | Fault {
  const [source] = reading.sources;
  if (answer.kind === 'failed' || source === undefined) return readerFault(failureText(answer));
  if (answer.kind === 'listed' && source.kind === 'list') return takeList(reading, source, answer.objects, answer.next);
  if (answer.kind !== 'read') return readerFault('The answer does not fit the question.');
  if (source.kind === 'manifest') return takeManifest(reading, source, answer.text, answer.next);
  if (source.kind === 'items') return takeText(reading, source, answer.text, answer.next);
  return readerFault('The answer does not fit the question.');
}

function failureText(answer: Answer): string {
  return (answer.kind === 'failed' ? answer.cause : undefined) ?? 'The object could not be read.';
}

export function readerFault(cause: string): Fault {
  return new Fault('work', 'States.ItemReaderFailed', cause);
}

type ListSource = Extract<Source, { kind: 'list' }>;

function takeList(reading: Reading, source: ListSource, objects: readonly StoredObject[], next: string | undefined) {
  const { bucket } = source;
  const left = next === undefined ? reading.sources.slice(1) : reading.sources;
  const flatten = reading.config.transformation === 'LOAD_AND_FLATTEN';
  const found = flatten ? objects.map(({ key }): Source => ({ kind: 'items', bucket, key })) : [];
  const items = flatten ? [] : objects.map(listItem);
  // Objects that are to be loaded come after the rest of the listing.
  const sources = [...left, ...found];
  return { reading: { ...reading, sources, continuation: next }, stretch: { items, source: `S3://${bucket}` } };
}

function listItem({ key, size, etag, lastModified }: StoredObject): Json {
  return { Etag: etag, Key: key, LastModified: lastModified, Size: size, StorageClass: 'STANDARD' };
}

type ItemsSource = Extract<Source, { kind: 'items' }>;

function takeText(reading: Reading, source: ItemsSource, text: string, next: number | undefined) {
  const cutter = cutterFor(reading.config, source.headers);
  const isLast = next === undefined;
  const pieces = cutter(reading.cut, text, isLast);
  if (pieces.kind === 'problem') return readerFault(pieces.cause);
  const further = isLast
    ? { sources: reading.sources.slice(1), offset: 0, cut: uncut }
    : { offset: next, cut: pieces.cut };
  const { items, keys } = pieces;
  const stretch = { items, ...(keys && { keys }), source: `S3://${source.bucket}/${source.key}` };
  return { reading: { ...reading, ...further }, stretch };
}

function cutterFor(config: ReaderConfig, headers: readonly string[] | undefined): Cutter {
  switch (config.inputType) {
    case 'CSV':
    case 'MANIFEST':
      return csvCutter(delimiters[config.csvDelimiter ?? 'COMMA'] ?? ',', headers ?? givenHeaders(config));
    case 'JSONL':
    case 'PARQUET':
      return jsonLinesCutter;
    default:
      return config.itemsPointer === undefined ? jsonArrayCutter : pointedCutter(config.itemsPointer);
  }
}

function givenHeaders(config: ReaderConfig): readonly string[] | undefined {
  return config.csvHeaderLocation === 'GIVEN' ? config.csvHeaders : undefined;
}

type ManifestSource = Extract<Source, { kind: 'manifest' }>;

function takeManifest(reading: Reading, source: ManifestSource, text: string, next: number | undefined) {
  const whole = reading.cut.rest + text;
  const nothing: Stretch = { items: [], source: `S3://${source.bucket}/${source.key}` };
  if (next !== undefined) {
    return { reading: { ...reading, offset: next, cut: { ...uncut, rest: whole } }, stretch: nothing };
  }
  const files = reading.config.manifestType === 'ATHENA_DATA' ? athenaFiles(whole) : inventoryFiles(whole);
  if (files instanceof Fault) return files;
  const sources = [...files, ...reading.sources.slice(1)];
  return { reading: { ...reading, sources, offset: 0, cut: uncut }, stretch: nothing };
}

/** One `s3://bucket/key` a line, quoted or not. */
function athenaFiles(text: string): Source[] {
  return text.split('\n').flatMap((line): Source[] => {
    const [, bucket, key] = /^"?s3:\/\/([^/]+)\/(.+?)"?\s*$/i.exec(line) ?? [];
    return bucket === undefined || key === undefined ? [] : [{ kind: 'items', bucket, key }];
  });
}

/** The manifest.json of an S3 inventory names its CSV files and their columns. */
function inventoryFiles(text: string): Source[] | Fault {
  try {
    const { destinationBucket, fileSchema, files } = JSON.parse(text);
    const bucket = String(destinationBucket).replace(/^arn:[^:]*:s3:::/, '');
    const headers = String(fileSchema)
      .split(',')
      .map((name) => name.trim());
    return (files as { key: string }[]).map(({ key }) => ({ kind: 'items', bucket, key, headers }));
  } catch {
    return readerFault('The manifest is not that of an S3 inventory.');
  }
}
