import { isObject, type Json, type JsonObject, member, objectOf } from '../json.ts';
import type { QueryLanguage } from '../model/stateMachine.ts';
import type { IntegrationAction } from './integrationAction.ts';
import { resourceArn } from './resource.ts';
import { recommendedRetrier } from './retrier.ts';
import type { Answer, TaskAnswers } from './taskAnswers.ts';
import type { ValueType } from './valueType.ts';

/**
 * The Task state that the answers describe. With a state from `before` it is edited: what the answers say nothing of
 * keeps its place and its value, Next, Comment and Assign among them. How it is left is not the answers' business.
 */
export function taskState(
  answers: TaskAnswers,
  language: QueryLanguage,
  action: IntegrationAction | undefined,
  before: JsonObject = {},
): JsonObject {
  const { kind, service, pattern } = answers;
  const parameters = language === 'JSONPath' ? 'Parameters' : 'Arguments';
  const fields: Record<string, Json | undefined> = {
    Type: 'Task',
    Resource:
      kind === 'asWritten'
        ? writtenResource(service, before)
        : resourceArn(kind, service, answers.action, pattern, partitionOf(before)),
    [parameters]: parametersOf(answers.parameters, language, action, member(before, parameters)),
    ...resultFields(answers, language),
    TimeoutSeconds: secondsOf(answers.timeout),
    HeartbeatSeconds: secondsOf(answers.heartbeat),
    ...(answers.retry !== 'asWritten' && { Retry: answers.retry === 'none' ? undefined : [retrier(action)] }),
    ...catchField(answers, language),
  };
  return merged(before, fields);
}

/** What is no text, such as what a template fills in, stays what it was. */
function writtenResource(service: string, before: JsonObject): Json | undefined {
  return service === '' ? member(before, 'Resource') : service;
}

/** The answers that an existing Task state gives; the inverse of `taskState` as far as there is one. */
export function answersOf(
  name: string,
  state: JsonObject,
  language: QueryLanguage,
  { kind, service, name: action }: Pick<IntegrationAction, 'service' | 'name'> & Pick<TaskAnswers, 'kind'>,
  pattern: TaskAnswers['pattern'],
): TaskAnswers {
  const written = member(state, language === 'JSONPath' ? 'Parameters' : 'Arguments');
  const parameters = isObject(written)
    ? Object.entries(written).map(([key, value]) => answerOf(key, value, language))
    : [];
  const asWritten = (...fields: string[]) => fields.some((field) => member(state, field) !== undefined);
  return {
    name,
    kind,
    service,
    action,
    pattern,
    parameters,
    timeout: textOf(member(state, 'TimeoutSeconds')),
    heartbeat: textOf(member(state, 'HeartbeatSeconds')),
    retry: asWritten('Retry') ? 'asWritten' : 'none',
    catch: { kind: asWritten('Catch') ? 'asWritten' : 'none' },
    result: asWritten('ResultPath', 'ResultSelector', 'OutputPath', 'Output') ? 'asWritten' : 'whole',
  };
}

/** The answers to begin with: those of the action's starter. */
export function firstAnswers(starter: JsonObject, language: QueryLanguage): readonly Answer[] {
  return Object.entries(starter).map(([key, value]) => answerOf(key, value, language));
}

function parametersOf(
  answers: readonly Answer[],
  language: QueryLanguage,
  action: IntegrationAction | undefined,
  before: Json | undefined,
): Json | undefined {
  const types = new Map(action?.members.map(({ name, type }) => [name, type]));
  const given = answers.filter(({ text }) => text.trim() !== '');
  if (given.length === 0) return isObject(before) ? undefined : before;
  const written = new Map(
    Object.entries(isObject(before) ? before : {}).map((each) => [keyOf(answerOf(...each, language)), each]),
  );
  return objectOf(
    given.map((answer) => written.get(keyOf(answer)) ?? parameter(answer, language, types.get(answer.name))),
  );
}

/** An answer that is what was written before stays written as it was, the string `"5"` for one. */
function keyOf({ name, mode, text }: Answer): string {
  return JSON.stringify([name, mode, text]);
}

function parameter({ name, mode, text }: Answer, language: QueryLanguage, type: ValueType | undefined): [string, Json] {
  if (mode === 'value') return [name, literal(text, type)];
  const expression = expressionOf(mode, text.trim(), language);
  return language === 'JSONPath' ? [`${name}.$`, expression] : [name, `{% ${expression} %}`];
}

function expressionOf(mode: Answer['mode'], text: string, language: QueryLanguage): string {
  switch (mode) {
    case 'path':
      return `${language === 'JSONPath' ? '$' : '$states.input'}${text === '' || /^[.[]/.test(text) ? text : `.${text}`}`;
    case 'variable':
      return text.startsWith('$') ? text : `$${text}`;
    default:
      return text;
  }
}

/** What a typed text means: for a string itself, unless it is an object or a list; else JSON, if it is any. */
function literal(text: string, type: ValueType | undefined): Json {
  const isText = type?.kind === 'string' || type?.kind === 'timestamp' || type?.kind === 'blob';
  if (isText && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // What is no JSON yet, such as `${Placeholder}`, stays what was typed.
    return text;
  }
}

function answerOf(key: string, value: Json, language: QueryLanguage): Answer {
  const [name, expression] = language === 'JSONPath' ? pathIn(key, value) : [key, jsonataIn(value)];
  if (expression === undefined) return { name, mode: 'value', text: textOf(value) };
  const input = language === 'JSONPath' ? /^\$(\.(?!\.).*)$/ : /^\$states\.input(\..*)$/;
  const [, path] = (/^[$\w.[\]]+$/.test(expression) && input.exec(expression)) || [];
  if (path !== undefined) return { name, mode: 'path', text: path.slice(1) };
  const [, variable] = /^\$([A-Za-z_]\w*)$/.exec(expression) ?? [];
  if (variable !== undefined && variable !== 'states') return { name, mode: 'variable', text: variable };
  return { name, mode: 'expression', text: expression };
}

function pathIn(key: string, value: Json): [string, string | undefined] {
  const isPath = key.endsWith('.$') && typeof value === 'string';
  return isPath ? [key.slice(0, -2), value] : [key, undefined];
}

function jsonataIn(value: Json): string | undefined {
  return typeof value === 'string' ? /^\{%\s*([\s\S]*?)\s*%\}$/.exec(value)?.[1] : undefined;
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function resultFields({ result, name }: TaskAnswers, language: QueryLanguage): Record<string, Json | undefined> {
  const none = { ResultSelector: undefined, ResultPath: undefined, OutputPath: undefined, Output: undefined };
  const field = `${name.replace(/\W/g, '').replace(/^(?=\d)/, '_') || 'result'}Result`;
  switch (result) {
    case 'asWritten':
      return {};
    case 'whole':
      return none;
    case 'besideInput':
      return language === 'JSONPath'
        ? { ...none, ResultPath: `$.${field}` }
        : { ...none, Output: `{% $merge([$states.input, {'${field}': $states.result}]) %}` };
    case 'dropped':
      return language === 'JSONPath' ? { ...none, ResultPath: null } : { ...none, Output: '{% $states.input %}' };
  }
}

/** Seconds, or in JSONata an expression that gives them; what is neither stays for the checks to talk about. */
function secondsOf(text: string): Json | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  return /^\d+$/.test(typed) ? Number(typed) : typed;
}

/** The retrier that is offered first for an action. */
export function retrier(action: IntegrationAction | undefined): JsonObject {
  return recommendedRetrier(action?.errors ?? [], ['States.TaskFailed']);
}

function catchField({ catch: caught }: TaskAnswers, language: QueryLanguage): Record<string, Json | undefined> {
  if (caught.kind === 'asWritten') return {};
  if (caught.kind !== 'to') return { Catch: undefined };
  const error =
    language === 'JSONPath'
      ? { ResultPath: '$.error' }
      : { Output: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}" };
  return { Catch: [{ ErrorEquals: ['States.ALL'], ...error, Next: caught.state }] };
}

/** A state of China or the US government keeps its partition. */
function partitionOf(before: JsonObject): string | undefined {
  const [, partition] = /^arn:([^:]+):/.exec(textOf(member(before, 'Resource'))) ?? [];
  return partition;
}

/** The fields over those of before: in their old places where they were, new ones behind, undefined ones gone. */
function merged(before: JsonObject, fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept = Object.keys(before).map((key): [string, Json | undefined] => [
    key,
    Object.hasOwn(fields, key) ? fields[key] : before[key],
  ]);
  const added = Object.entries(fields).filter(([key]) => !Object.hasOwn(before, key));
  const isLeaving = ([key]: readonly [string, unknown]) => key === 'Next' || key === 'End';
  const all = [...kept.filter((each) => !isLeaving(each)), ...added, ...kept.filter(isLeaving)];
  return objectOf(all.filter((each): each is [string, Json] => each[1] !== undefined));
}
