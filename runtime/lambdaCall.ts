import { parseResource } from '../language/integrations/resource.ts';
import { isObject, type Json, member } from '../language/json.ts';
import type { TaskRequest } from './interpreter/host.ts';

/** A Lambda function that a task calls. */
export interface LambdaCall {
  /** Its plain name, whatever version or alias is asked for. */
  readonly functionName: string;
  readonly payload: Json;
  /** By its own ARN a function gives its bare result; `lambda:invoke` wraps it. */
  readonly by: 'arn' | 'invoke';
  /** What becomes of the invocation: its result, or somebody sends the task's token back. */
  readonly awaits: 'result' | 'token';
  /** Settings of the invocation, as HTTP headers. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The call that a task makes; undefined for one that calls no Lambda function, or none that has a plain name. */
export function lambdaCallOf({ resource: text, input }: TaskRequest): LambdaCall | undefined {
  const resource = parseResource(text);
  if (resource.kind === 'lambda') {
    const functionName = functionNameIn(resource.functionName);
    if (functionName === undefined) return undefined;
    return { functionName, payload: input, by: 'arn', awaits: 'result', headers: {} };
  }
  if (resource.kind !== 'optimised' || `${resource.service.text}:${resource.action.text}` !== 'lambda:invoke')
    return undefined;
  if (!isObject(input) || (resource.pattern !== 'requestResponse' && resource.pattern !== 'waitForTaskToken'))
    return undefined;
  const functionName = functionNameIn(member(input, 'FunctionName'));
  if (functionName === undefined) return undefined;
  const payload = member(input, 'Payload') ?? {};
  const awaits = resource.pattern === 'waitForTaskToken' ? 'token' : 'result';
  return { functionName, payload, by: 'invoke', awaits, headers: headersFrom(input) };
}

/** Lambda takes a name, an ARN, and what is between them, each with a version or an alias at its end. */
const functionNames = /^(?:(?:arn:[^:]+:lambda:[^:]*:)?\d{12}:function:)?([\w-]+)(?::(?:\$LATEST|[\w-]+))?$/;

function functionNameIn(text: Json | undefined): string | undefined {
  return typeof text === 'string' ? functionNames.exec(text)?.[1] : undefined;
}

function headersFrom(parameters: Json): LambdaCall['headers'] {
  const settings = {
    'X-Amz-Invocation-Type': 'InvocationType',
    'X-Amz-Log-Type': 'LogType',
    'X-Amz-Client-Context': 'ClientContext',
  };
  return Object.fromEntries(
    Object.entries(settings).flatMap(([header, name]) => {
      const value = isObject(parameters) ? member(parameters, name) : undefined;
      return typeof value === 'string' && /^[\x20-\x7e]*$/.test(value) ? [[header, value]] : [];
    }),
  );
}
