import type { Answer, ListRequest, ReadRequest, WriteRequest } from './interpreter/host.ts';

/** What distributed Maps use as S3. It answers what went wrong as `failed`, with S3's error names. */
export interface Storage {
  read(request: ReadRequest): Promise<Answer>;
  list(request: ListRequest): Promise<Answer>;
  write(request: WriteRequest): Promise<Answer>;
}

/** What every access comes to where nothing stands for S3. */
export function noStorage({ bucket }: ReadRequest | ListRequest | WriteRequest): Answer {
  return { kind: 'failed', error: 'S3.NoSuchBucketException', cause: `There is no bucket '${bucket}'.` };
}
