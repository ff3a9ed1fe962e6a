import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Answer, ListRequest, ReadRequest, WriteRequest } from './interpreter/host.ts';
import type { Storage } from './storage.ts';

/** S3 as folders: the bucket `b` is the folder `root/b`, and the keys in it are paths. Nothing outside is touched. */
export function folderStorage(root: string): Storage {
  return {
    read: (request) => read(root, request),
    list: async (request) => list(root, request),
    write: (request) => write(root, request),
  };
}

const pieceBytes = 1 << 18;

async function read(root: string, { bucket, key, format, offset }: ReadRequest): Promise<Answer> {
  const path = pathOf(root, bucket, key);
  if (path === undefined || !isFile(path)) return missing('NoSuchKey', 'The specified key does not exist.');
  // Only who has such files pays for the reader.
  if (format === 'parquet') return (await import('./parquetRows.ts')).parquetRows(path, offset);
  if (key.endsWith('.gz')) return { kind: 'read', text: gunzipSync(readFileSync(path)).toString('utf8') };
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(pieceBytes);
    const length = readSync(file, buffer, 0, pieceBytes, offset);
    const whole = length < pieceBytes ? length : wholeCharacters(buffer, length);
    const text = buffer.toString('utf8', 0, whole);
    return length < pieceBytes ? { kind: 'read', text } : { kind: 'read', text, next: offset + whole };
  } finally {
    closeSync(file);
  }
}

/** How many bytes hold whole characters: a sequence that began near the end may go on in the next piece. */
function wholeCharacters(buffer: Buffer, length: number): number {
  for (let back = 1; back <= 3; back++) {
    const byte = buffer[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? length - back : length;
  }
  return length;
}

function list(root: string, { bucket, prefix }: ListRequest): Answer {
  const folder = pathOf(root, bucket, '');
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return missing('NoSuchBucket', 'The specified bucket does not exist');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const keys = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const found = keys.filter((key) => key.startsWith(prefix)).sort((a, b) => (a < b ? -1 : 1));
  return { kind: 'listed', objects: found.map((key) => describe(join(folder, key), key)) };
}

function describe(path: string, key: string) {
  const { size, mtimeMs } = statSync(path);
  const lastModified = Math.floor(mtimeMs / 1000);
  return { key, size, lastModified, etag: `"${size.toString(16)}-${lastModified.toString(16)}"` };
}

async function write(root: string, { bucket, key, text, mode }: WriteRequest): Promise<Answer> {
  const path = pathOf(root, bucket, key);
  if (path === undefined) return missing('NoSuchBucket', 'The specified bucket does not exist');
  await mkdir(dirname(path), { recursive: true });
  await (mode === 'append' ? appendFile(path, text) : writeFile(path, text));
  return { kind: 'written' };
}

/** Undefined for a bucket or key that would lead out of the folder. */
function pathOf(root: string, bucket: string, key: string): string | undefined {
  const folder = resolve(root, bucket);
  const path = resolve(folder, key);
  const isInside = folder.startsWith(resolve(root) + sep) && (path === folder || path.startsWith(folder + sep));
  return isInside ? path : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function missing(error: string, cause: string): Answer {
  return { kind: 'failed', error: `S3.${error}Exception`, cause };
}
