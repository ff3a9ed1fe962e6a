import { severityOf } from '../checks/codes.ts';
import type { Finding } from '../checks/finding.ts';
import type { StateMachine } from '../model/stateMachine.ts';
import { comparePolicy } from './comparePolicy.ts';
import type { Policy } from './policy.ts';
import type { RolePolicies } from './rolePolicies.ts';

/** The states that need what the role does not allow. Nothing is said where the template does not tell all it allows. */
export function checkRole(machine: StateMachine, needed: Policy, role: RolePolicies): readonly Finding[] {
  if (!role.complete) return [];
  const code = 'hint.missing-permission';
  const actions = new Map<string, Set<string>>();
  for (const { action, reasons } of comparePolicy(needed, [...role.policies]).missing) {
    for (const { state } of reasons) {
      if (state === undefined) continue;
      const known = actions.get(state) ?? new Set();
      actions.set(state, known.add(action));
    }
  }
  return machine.states.flatMap((state) => {
    const missing = [...(actions.get(state.name) ?? [])];
    if (missing.length === 0) return [];
    const range = state.fields.get('Resource')?.member.value?.range ?? state.nameRange;
    const message = `The role of “${role.name}” does not allow ${missing.join(', ')} on what this state needs.`;
    return [{ code, severity: severityOf(code), message, range, location: state.location }];
  });
}
