import type { Finding } from '../../checks/finding.ts';
import type { Json } from '../../json.ts';
import type { Scope, State } from '../../model/stateMachine.ts';
import { insertMember, removeMember, replaceString, replaceValue } from '../../syntax/editTree.ts';
import { memberOf } from '../../syntax/syntaxTree.ts';
import type { TextEdit } from '../../text.ts';
import { freeName, memberAround, memberOfState, scopeAround, stateAround, statesNode } from '../findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Transitions that lead nowhere, states that nothing reaches, scopes without an end, choices without a default. */
export function mendTransitions(finding: Finding, written: WrittenDefinition): readonly Change[] {
  const { code, data = {} } = finding;
  switch (code) {
    case 'MISSING_TRANSITION_TARGET':
      if (data.unreachable !== undefined) return removeState(finding, written);
      return data.name === undefined ? [] : createTarget(finding, data.name, written);
    case 'MISSING_END_STATE':
    case 'hint.no-end-state':
      return addEnd(finding, written);
    case 'hint.no-default':
      return addDefault(finding, written);
    case 'hint.end-false':
      return removeEnd(finding, written);
    default:
      return [];
  }
}

function createTarget({ range }: Finding, name: string, { text, machine }: WrittenDefinition): readonly Change[] {
  const scope = scopeAround(machine, range.start);
  const from = stateAround(machine, range.start);
  const edits = addState(text, scope, name, { Type: 'Pass', End: true }, from?.scope === scope ? from : undefined);
  return [{ title: `Create the state “${name}”`, edits }];
}

/** Edits that add a state to a scope, behind another one or as the last. */
export function addState(
  text: string,
  scope: Scope,
  name: string,
  body: Json,
  after: State | undefined,
): readonly TextEdit[] {
  const states = statesNode(scope);
  return states ? insertMember(text, states, name, body, after && memberOfState(after)?.member) : [];
}

function removeState({ range }: Finding, { text, machine }: WrittenDefinition): readonly Change[] {
  const state = stateAround(machine, range.start);
  const place = state && memberOfState(state);
  if (place === undefined) return [];
  return [{ title: `Remove the state “${state?.name}”`, edits: removeMember(text, place.object, place.member) }];
}

function addEnd({ range }: Finding, { text, machine }: WrittenDefinition): readonly Change[] {
  const scope = scopeAround(machine, range.start);
  const last = [...scope.states.values()].findLast((state) => 'end' in state && state.node);
  if (last?.node === undefined) return [];
  const { node } = last;
  const next = memberOf(node, 'Next');
  const title = `End at “${last.name}”`;
  if (next === undefined) return [{ title, edits: insertMember(text, node, 'End', true) }];
  return [{ title, edits: [...replaceString(text, next.key.range, 'End'), ...replaceValue(text, node, next, true)] }];
}

function addDefault({ range }: Finding, { text, machine }: WrittenDefinition): readonly Change[] {
  const state = stateAround(machine, range.start);
  if (state?.node === undefined) return [];
  const name = freeName(machine, 'No rule matched');
  const fail = { Type: 'Fail', Error: 'NoRuleMatched', Cause: `No rule of “${state.name}” matched.` };
  const edits = [...insertMember(text, state.node, 'Default', name), ...addState(text, state.scope, name, fail, state)];
  return [{ title: 'Add a Default that leads to a new Fail state', edits }];
}

function removeEnd({ range }: Finding, { text, root }: WrittenDefinition): readonly Change[] {
  const place = memberAround(root, range);
  return place ? [{ title: 'Remove End', edits: removeMember(text, place.object, place.member) }] : [];
}
