import { isArray, isObject, type Json, member } from '../../language/json.ts';
import { type Fault, runtimeFault } from './fault.ts';
import type { TaskKind } from './resource.ts';

/** Why an integration does not take these parameters; AWS says so before it schedules the task. */
export function parameterProblem(task: TaskKind, parameters: Json): Fault | undefined {
  if (task.kind !== 'service' || task.resourceType !== 'apigateway' || !isObject(parameters)) return undefined;
  const wrong = ['Headers', 'QueryParameters'].filter((name) => !isListsOfTexts(member(parameters, name)));
  if (wrong.length === 0) return undefined;
  const reasons = wrong.map((name) => `The value of the field '${name}' has an invalid format`);
  return runtimeFault(
    `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${reasons.join(', ')}]`,
  );
}

/** API Gateway takes several values for a header or a query parameter, so that one alone is a list as well. */
function isListsOfTexts(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (!isObject(value)) return false;
  return Object.values(value).every((list) => isArray(list) && list.every((text) => typeof text === 'string'));
}
