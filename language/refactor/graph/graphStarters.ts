import type { StateStarter } from '../../graph/graphEdit.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { QueryLanguage, StateMachine } from '../../model/stateMachine.ts';
import { type Following, leavingMembers } from './graphLeaving.ts';

/** A state that is not written yet. */
export interface NewState {
  readonly name: string;
  readonly body: JsonObject;
}

/** What is known of integrations: the Task that calls one, without how it is left. */
export type TaskStarter = (resource: string, language: QueryLanguage) => NewState | undefined;

/** Gives each name once: the wanted one, or with a number behind it. */
export function nameGiver({ states }: StateMachine): (wanted: string) => string {
  const taken = new Set(states.map(({ name }) => name));
  return (wanted) => {
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
    taken.add(name);
    return name;
  };
}

/**
 * The states that a starter makes, the wanted one first. A Choice cannot end a scope: where nothing follows,
 * it brings a state to go to along.
 */
export function newStates(
  { type, resource }: StateStarter,
  machine: StateMachine,
  following: Following,
  taskStarter: TaskStarter | undefined,
): readonly NewState[] {
  const language = machine.queryLanguage;
  const nameOf = nameGiver(machine);
  const leaving = leavingMembers(following);
  switch (type) {
    case 'Task': {
      const { name, body } = (resource && taskStarter?.(resource, language)) || plainTask(resource);
      return [{ name: nameOf(name), body: { ...body, ...leaving } }];
    }
    case 'Choice':
      return newChoice(language, following, nameOf);
    case 'Succeed':
      return [{ name: nameOf('Success'), body: { Type: type } }];
    case 'Fail':
      return [{ name: nameOf('Failure'), body: { Type: type, Error: 'Failed', Cause: 'What went wrong' } }];
    case 'Wait':
      return [{ name: nameOf('Wait'), body: { Type: type, Seconds: 60, ...leaving } }];
    case 'Pass':
      return [{ name: nameOf('Pass'), body: { Type: type, ...leaving } }];
    case 'Parallel': {
      const name = nameOf('Parallel');
      const branches: Json = [1, 2].map((number) => passScope(nameOf(`Branch ${number}`)));
      return [{ name, body: { Type: type, Branches: branches, ...leaving } }];
    }
    case 'Map': {
      const name = nameOf('Map');
      const processor: JsonObject = { ProcessorConfig: { Mode: 'INLINE' }, ...passScope(nameOf('Each item')) };
      return [{ name, body: { Type: type, ItemProcessor: processor, ...leaving } }];
    }
  }
}

function plainTask(resource = 'arn:aws:states:::lambda:invoke'): NewState {
  return { name: 'Task', body: { Type: 'Task', Resource: resource } };
}

function passScope(name: string): JsonObject {
  return { StartAt: name, States: { [name]: { Type: 'Pass', End: true } } };
}

function newChoice(
  language: QueryLanguage,
  following: Following,
  nameOf: (wanted: string) => string,
): readonly NewState[] {
  const name = nameOf('Choice');
  const target = 'next' in following ? following.next : nameOf('Success');
  const condition: JsonObject =
    language === 'JSONata'
      ? { Condition: '{% $exists($states.input.value) %}' }
      : { Variable: '$.value', IsPresent: true };
  const choice = { name, body: { Type: 'Choice', Choices: [{ ...condition, Next: target }], Default: target } };
  return 'next' in following ? [choice] : [choice, { name: target, body: { Type: 'Succeed' } }];
}
