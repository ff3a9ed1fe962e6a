import { resourceOf } from '../checks/checkResources.ts';
import { recommendedRetrier } from '../integrations/retrier.ts';
import type { Json, JsonObject } from '../json.ts';
import type { State, TaskState } from '../model/stateMachine.ts';
import { insertMember } from '../syntax/editTree.ts';
import { freeName } from './findNode.ts';
import type { Change, WrittenDefinition } from './mends/mend.ts';
import { addState } from './mends/mendTransitions.ts';

/** What to try again when the function's own ARN is called, for which there is no catalogue. */
const lambdaErrors = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

/** Retriers for a Task that has none: for the passing errors of its service, or for failed and late tasks. */
export function addRetriers(state: State, { text, errorsOf }: WrittenDefinition): readonly Change[] {
  if (state.type !== 'Task' || state.node === undefined || state.fields.has('Retry')) return [];
  const known = 'value' in state.resource ? (errorsOf?.(state.resource.value) ?? []) : [];
  const retrier = recommendedRetrier(isLambda(state) ? lambdaErrors : known, ['States.Timeout', 'States.TaskFailed']);
  return [{ title: 'Add the recommended retrier', edits: insertMember(text, state.node, 'Retry', [retrier]) }];
}

function isLambda({ resource }: TaskState): boolean {
  if ('kind' in resource) return false;
  const found = resourceOf(resource.value);
  return found.kind === 'lambda' || (found.kind === 'optimised' && found.service.text === 'lambda');
}

/** A catcher of everything, with a state that takes over. */
export function addCatcher(state: State, { text, machine }: WrittenDefinition): readonly Change[] {
  if (!('catch' in state) || state.node === undefined || state.fields.has('Catch')) return [];
  const name = freeName(machine, `${state.name.slice(0, 60)} failed`);
  const keepsError: JsonObject =
    state.queryLanguage === 'JSONata'
      ? { Output: '{% $merge([$states.input, {"error": $states.errorOutput}]) %}' }
      : { ResultPath: '$.error' };
  const catcher: Json = { ErrorEquals: ['States.ALL'], ...keepsError, Next: name };
  const handler: Json = { Type: 'Fail', Error: 'Failed', Cause: `“${state.name}” failed.` };
  return [
    {
      title: 'Add a catcher with a state that handles the error',
      edits: [
        ...insertMember(text, state.node, 'Catch', [catcher]),
        ...addState(text, state.scope, name, handler, state),
      ],
    },
  ];
}
