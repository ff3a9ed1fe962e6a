import type { StateMachine } from '../model/stateMachine.ts';
import { checkChoices } from './checkChoices.ts';
import { checkErrorHandling } from './checkErrorHandling.ts';
import { checkExpressions } from './checkExpressions.ts';
import { checkFields } from './checkFields.ts';
import { checkLimits } from './checkLimits.ts';
import { checkDuplicateKeys, checkNames } from './checkNames.ts';
import { checkResources } from './checkResources.ts';
import { checkTemplates } from './checkTemplates.ts';
import { checkTimes } from './checkTimes.ts';
import { checkTransitions } from './checkTransitions.ts';
import { checkVariables } from './checkVariables.ts';
import type { Finding } from './finding.ts';
import { type Checking, type CheckOptions, startChecking } from './report.ts';

/** In the order in which AWS says things, as far as that is known: structure, values, then the graph. */
const checks: readonly ((checking: Checking) => void)[] = [
  checkFields,
  checkExpressions,
  checkTemplates,
  checkResources,
  checkErrorHandling,
  checkVariables,
  checkNames,
  checkTransitions,
  checkChoices,
  checkTimes,
  checkDuplicateKeys,
  checkLimits,
];

/** Everything worth saying about a state machine. The order depends on the document alone. */
export function checkStateMachine(machine: StateMachine, options: CheckOptions = {}): readonly Finding[] {
  const checking = startChecking(machine, options);
  for (const check of checks) check(checking);
  return checking.findings;
}
