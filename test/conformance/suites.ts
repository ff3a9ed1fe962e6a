import type { Suite } from './suite.ts';
import { choiceTables } from './suites/choiceTables.ts';
import { executions } from './suites/executions.ts';
import { layout } from './suites/layout.ts';
import { unserved } from './suites/unserved.ts';

/** In the order in which they print. A suite that is not served yet counts its cases and passes none. */
export const suites: readonly Suite[] = [
  executions,
  choiceTables,
  unserved('testState', 'conformance/testState'),
  unserved('validate', 'conformance/validate'),
  unserved('api', 'conformance/api'),
  layout,
];
