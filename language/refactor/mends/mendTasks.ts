import type { Finding } from '../../checks/finding.ts';
import type { JsonObject } from '../../json.ts';
import type { TaskState } from '../../model/stateMachine.ts';
import { insertMember, replaceString, replaceValue } from '../../syntax/editTree.ts';
import { memberOf } from '../../syntax/syntaxTree.ts';
import type { TextEdit } from '../../text.ts';
import { stateAround } from '../findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Tasks: a function's bare name as Resource, a token that is not handed over, a heartbeat that is never missed. */
export function mendTasks({ code, range }: Finding, { text, machine }: WrittenDefinition): readonly Change[] {
  const state = stateAround(machine, range.start);
  if (state?.type !== 'Task' || state.node === undefined) return [];
  switch (code) {
    case 'INVALID_RESOURCE':
      return callFunction(state, text);
    case 'hint.no-task-token':
      return [{ title: 'Hand over the task token', edits: handOverToken(state, text) }];
    case 'hint.heartbeat-too-long':
      return shortenHeartbeat(state, text);
    default:
      return [];
  }
}

function callFunction(state: TaskState, text: string): readonly Change[] {
  const { node, fields, queryLanguage } = state;
  const written = fields.get('Resource')?.member.value;
  const field = queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  if (node === undefined || written?.kind !== 'string' || fields.has(field)) return [];
  if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(written.value)) return [];
  const payload = queryLanguage === 'JSONata' ? { Payload: '{% $states.input %}' } : { 'Payload.$': '$' };
  const edits = [
    ...replaceString(text, written.range, 'arn:aws:states:::lambda:invoke'),
    ...insertMember(text, node, field, { FunctionName: written.value, ...payload }, fields.get('Resource')?.member),
  ];
  return [{ title: `Call the Lambda function “${written.value}”`, edits }];
}

/** The argument that carries a message, for the services whose messages may be any JSON. */
const messages: ReadonlyMap<string, string> = new Map([
  ['lambda', 'Payload'],
  ['sqs', 'MessageBody'],
  ['sns', 'Message'],
]);

function handOverToken({ node, resource, queryLanguage }: TaskState, text: string): TextEdit[] {
  const service = 'value' in resource ? /^arn:[^:]*:states:[^:]*:[^:]*:(\w+):/.exec(resource.value)?.[1] : undefined;
  const name = messages.get(service ?? '');
  if (node === undefined || name === undefined) return [];
  const isJsonata = queryLanguage === 'JSONata';
  const token: readonly [string, string] = isJsonata
    ? ['taskToken', '{% $states.context.Task.Token %}']
    : ['taskToken.$', '$$.Task.Token'];
  const field = isJsonata ? 'Arguments' : 'Parameters';
  const object: JsonObject = Object.fromEntries([token]);
  const given = memberOf(node, field)?.value;
  if (given === undefined) return insertMember(text, node, field, { [name]: object });
  const message = memberOf(given, name)?.value;
  if (message?.kind === 'object') return insertMember(text, message, ...token);
  // A message that is computed has another name, and is left to whoever wrote it.
  if (given.kind !== 'object' || message || memberOf(given, `${name}.$`)) return [];
  return insertMember(text, given, name, object);
}

function shortenHeartbeat({ node, fields, timeoutSeconds }: TaskState, text: string): readonly Change[] {
  const heartbeat = fields.get('HeartbeatSeconds')?.member;
  if (node === undefined || heartbeat === undefined || timeoutSeconds?.kind !== 'literal') return [];
  const seconds = Math.floor(timeoutSeconds.value / 2);
  if (seconds < 1) return [];
  return [{ title: `Change HeartbeatSeconds to ${seconds}`, edits: replaceValue(text, node, heartbeat, seconds) }];
}
