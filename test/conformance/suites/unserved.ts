import { join } from 'node:path';
import { casesIn } from '../../kit/recordedCase.ts';
import type { Suite } from '../suite.ts';

/** Counts the cases of a suite that the product does not serve yet, and passes none. */
export function unserved(name: Suite['name'], folder: string): Suite {
  return {
    name,
    async *run(root) {
      for (const [path] of casesIn(join(root, folder))) yield { name: path, passed: false, difference: 'not served' };
    },
  };
}
