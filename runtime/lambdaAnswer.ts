import { isObject, type Json, member, objectOf } from '../language/json.ts';
import type { TaskAnswer } from './interpreter/host.ts';
import type { LambdaCall } from './lambdaCall.ts';

/** How the API of Lambda answered an invocation. */
export interface LambdaResponse {
  readonly status: number;
  /** As they were written, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What a task gets from an invocation: the function's result, its error, or the service's, with the names AWS gives them. */
export function lambdaAnswer(call: LambdaCall, response: LambdaResponse): TaskAnswer {
  if (response.status >= 300) return refused(response);
  if (header(response, 'X-Amz-Function-Error') !== undefined) return failed(call, response.body);
  const output = call.by === 'arn' ? jsonOf(response.body) : invocation(response);
  return { kind: call.awaits === 'token' ? 'submitted' : 'succeeded', output };
}

/** The error is named by the function; its cause is the payload: as it came by ARN, set anew by `lambda:invoke`. */
function failed({ by }: LambdaCall, body: string): TaskAnswer {
  const payload = jsonOf(body);
  const error = isObject(payload) ? member(payload, 'errorType') : undefined;
  if (typeof error === 'string' && error !== '')
    return { kind: 'failed', error, cause: by === 'arn' ? body : JSON.stringify(payload) };
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${body}`;
  return { kind: 'failed', error: 'Lambda.Unknown', cause };
}

/** There is no such function, or Lambda does not like the request. */
function refused(response: LambdaResponse): TaskAnswer {
  const body = jsonOf(response.body);
  const text = (name: string) => (isObject(body) ? member(body, name) : undefined);
  const [given = ''] = (header(response, 'x-amzn-ErrorType') ?? String(text('__type') ?? '')).split(':');
  const name = given === '' || given.endsWith('Exception') ? given : `${given}Exception`;
  const message = String(text('Message') ?? text('message') ?? response.body);
  const details = `Service: AWSLambda; Status Code: ${response.status}; Error Code: ${name}; Request ID: ${requestId(response)}; Proxy: null`;
  return { kind: 'failed', error: `Lambda.${name || 'AWSLambdaException'}`, cause: `${message} (${details})` };
}

function invocation(response: LambdaResponse): Json {
  const { status, headers, body } = response;
  const log = header(response, 'X-Amz-Log-Result');
  return {
    ExecutedVersion: header(response, 'X-Amz-Executed-Version') ?? '$LATEST',
    ...(log !== undefined && { LogResult: log }),
    // An invocation that Lambda only takes note of has none.
    ...(status === 200 && { Payload: jsonOf(body) }),
    SdkHttpMetadata: {
      AllHttpHeaders: objectOf(headers.map(([name, value]) => [name, [value]])),
      HttpHeaders: objectOf(headers),
      HttpStatusCode: status,
    },
    SdkResponseMetadata: { RequestId: requestId(response) },
    StatusCode: status,
  };
}

/** A text that is no JSON stands for itself, as local endpoints give it. */
function jsonOf(body: string): Json {
  try {
    return body === '' ? null : (JSON.parse(body) as Json);
  } catch {
    return body;
  }
}

function requestId(response: LambdaResponse): string {
  return header(response, 'x-amzn-RequestId') ?? '';
}

function header({ headers }: LambdaResponse, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
}
