import type { Suite } from './suite.ts';
import { layout } from './suites/layout.ts';

/** In the order in which they print. A suite that is not served yet counts its cases and passes none. */
export const suites: readonly Suite[] = [layout];
