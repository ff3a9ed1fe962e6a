import type { Json, JsonObject } from '../../language/json.ts';
import type { Chronicle } from './history.ts';
import type { Visit } from './run.ts';

/** What `$$.Map.Item` shows while an ItemSelector is evaluated. */
export interface MapItem {
  readonly index: number;
  readonly value: Json;
  /** Only when the Map goes over an object. */
  readonly key: string | undefined;
  /** `STATE_DATA`, or `S3://bucket/key`. */
  readonly source: string;
}

/** The context object, `$$` and `$states.context`, as a state sees it; members in AWS's order. */
export function contextObject(chronicle: Chronicle, visit: Visit | undefined, item: MapItem | undefined): JsonObject {
  return {
    Execution: executionMember(chronicle),
    StateMachine: { Id: chronicle.identity.stateMachineArn, Name: chronicle.identity.stateMachineName },
    ...(visit === undefined ? {} : { State: stateMember(chronicle, visit) }),
    ...(visit?.taskToken === undefined ? {} : { Task: { Token: visit.taskToken } }),
    ...(item === undefined ? {} : { Map: { Item: itemMember(item) } }),
  };
}

function executionMember({ identity, input, startedAt, type, redriveCount, redrivenAt }: Chronicle): JsonObject {
  return {
    Id: identity.executionArn,
    Input: input,
    StartTime: isoTime(startedAt),
    Name: identity.executionName,
    RoleArn: identity.roleArn,
    ...(type === 'EXPRESS' ? {} : { RedriveCount: redriveCount }),
    ...(redrivenAt === undefined ? {} : { RedriveTime: isoTime(redrivenAt) }),
  };
}

function stateMember({ events }: Chronicle, { plan: { state }, entered, retryCount }: Visit): JsonObject {
  const enteredAt = events.byId(entered)?.at ?? 0;
  const retries = state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel';
  return { Name: state.name, EnteredTime: isoTime(enteredAt), ...(retries ? { RetryCount: retryCount } : {}) };
}

function itemMember({ index, value, key, source }: MapItem): JsonObject {
  return { Index: index, ...(key === undefined ? {} : { Key: key }), Value: value, Source: source };
}

/** `2026-05-01T10:15:30.123Z`. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
