import type { Suite } from './suite.ts';
import { choiceTables } from './suites/choiceTables.ts';
import { executions } from './suites/executions.ts';
import { layout } from './suites/layout.ts';
import { monkey } from './suites/monkey.ts';
import { renames } from './suites/renames.ts';
import { sweep } from './suites/sweep.ts';
import { testState } from './suites/testState.ts';
import { unserved } from './suites/unserved.ts';
import { validation } from './suites/validate.ts';
import { verdicts } from './suites/verdicts.ts';
import { workflows } from './suites/workflows.ts';

/** In the order in which they print. A suite that is not served yet counts its cases and passes none. */
export const suites: readonly Suite[] = [
  executions,
  choiceTables,
  testState,
  validation,
  unserved('api', 'conformance/api'),
  verdicts,
  workflows,
  layout,
  renames,
  monkey,
  sweep,
];
