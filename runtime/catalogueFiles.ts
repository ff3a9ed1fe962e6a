import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { CatalogueSource } from '../language/integrations/catalogue.ts';

const decompress = promisify(brotliDecompress);

/** The catalogue's files where they are: beside the bundle, or in the repository when the sources run. */
export function catalogueFiles(): CatalogueSource {
  const bundled = join(import.meta.dirname, 'catalogue');
  const folder = existsSync(bundled) ? bundled : join(import.meta.dirname, '../catalogue/packed');
  return catalogueIn(folder);
}

/** The catalogue's files in a folder; a file that is not there reads as undefined. */
export function catalogueIn(folder: string): CatalogueSource {
  return {
    async read(name) {
      const file = join(folder, `${name}.br`);
      return existsSync(file) ? (await decompress(await readFile(file))).toString() : undefined;
    },
  };
}
