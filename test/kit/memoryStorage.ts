import type { Answer, ListRequest, ReadRequest, WriteRequest } from '../../runtime/interpreter/host.ts';
import type { Storage } from '../../runtime/storage.ts';

/** S3 in memory: texts by `bucket/key`. */
export function memoryStorage(objects: Map<string, string>): Storage {
  return {
    async read({ bucket, key, offset }: ReadRequest): Promise<Answer> {
      const text = objects.get(`${bucket}/${key}`);
      if (text === undefined)
        return { kind: 'failed', error: 'S3.NoSuchKeyException', cause: 'The specified key does not exist.' };
      return { kind: 'read', text: text.slice(offset) };
    },
    async list({ bucket, prefix }: ListRequest): Promise<Answer> {
      const keys = [...objects.keys()].filter((name) => name.startsWith(`${bucket}/${prefix}`)).sort();
      const found = keys.map((name) => ({
        key: name.slice(bucket.length + 1),
        size: objects.get(name)?.length ?? 0,
        etag: '"0"',
        lastModified: 0,
      }));
      return { kind: 'listed', objects: found };
    },
    async write({ bucket, key, text, mode }: WriteRequest): Promise<Answer> {
      const before = mode === 'append' ? (objects.get(`${bucket}/${key}`) ?? '') : '';
      objects.set(`${bucket}/${key}`, before + text);
      return { kind: 'written' };
    },
  };
}
