import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, toJson } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Answer } from './interpreter/host.ts';

const rowsAtOnce = 5000;

/** Rows of a Parquet file from row `from` on, as JSON Lines. A file that is none fails with the reason. */
export async function parquetRows(path: string, from: number): Promise<Answer> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const count = Number(metadata.num_rows);
    const end = Math.min(count, from + rowsAtOnce);
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart: from, rowEnd: end });
    const text = rows.map((row) => `${JSON.stringify(toJson(row))}\n`).join('');
    return end < count ? { kind: 'read', text, next: end } : { kind: 'read', text };
  } catch (error) {
    return { kind: 'failed', cause: `The object is not a Parquet file that can be read. ${(error as Error).message}` };
  }
}
