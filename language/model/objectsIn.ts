import { Gathered } from '../gathered.ts';
import type { ObjectNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import type { ObjectName } from './fields.ts';
import type { ObjectFields } from './objectFields.ts';
import { fieldsIn } from './readFields.ts';
import type { QueryLanguage, State, StateMachine } from './stateMachine.ts';

/** One object of the definition that a table of fields describes: a state, a retrier, a reader … */
export interface LanguageObject {
  readonly object: ObjectName;
  readonly node: ObjectNode;
  readonly fields: ObjectFields;
  readonly language: QueryLanguage;
  /** AWS's name: '' for the state machine, `/States/X/Retry[0]`. */
  readonly location: string;
  /** The state that it is or belongs to; undefined for the state machine itself. */
  readonly state: State | undefined;
}

/** Every object with a table, in document order, each before those inside it. States of unknown type have none. */
export function objectsIn(machine: StateMachine): readonly LanguageObject[] {
  const found = new Gathered<LanguageObject>();
  found.add(machineObject(machine));
  for (const state of machine.states) addState(state, found);
  return found.takeFrom(0);
}

/** The state machine itself. */
export function machineObject({ top: { node }, queryLanguage: language }: StateMachine): LanguageObject {
  const object = 'StateMachine';
  return { object, node, fields: fieldsIn(node, object), language, location: '', state: undefined };
}

/** The same of one state: not of those inside it. `gathered`, empty, may serve one state after the other. */
export function objectsInState(state: State, gathered: Gathered<LanguageObject>): readonly LanguageObject[] {
  addState(state, gathered);
  return gathered.takeFrom(0);
}

function addState(state: State, found: Gathered<LanguageObject>): void {
  if (state.type === 'Broken' || state.node === undefined) return;
  const { type, fields, location, node, queryLanguage: language } = state;
  add({ object: type, node, fields, language, location, state }, found);
}

function add(parent: LanguageObject, found: Gathered<LanguageObject>): void {
  found.add(parent);
  for (const { name, rule, member } of parent.fields.list) {
    if (rule?.of === undefined || rule.kind === 'template') continue;
    const { value } = member;
    const location = `${parent.location}/${name}`;
    if (rule.kind !== 'objects') addInner(value, rule.of, location, parent, found);
    else if (value?.kind === 'array') {
      for (let at = 0; at < value.items.length; at++) {
        addInner(value.items[at], rule.of, `${location}[${at}]`, parent, found);
      }
    }
  }
}

function addInner(
  node: SyntaxNode | undefined,
  object: ObjectName,
  location: string,
  { language, state }: LanguageObject,
  found: Gathered<LanguageObject>,
): void {
  if (node?.kind === 'object') add({ object, node, fields: fieldsIn(node, object), language, location, state }, found);
}
