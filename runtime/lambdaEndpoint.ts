import { request as httpRequest } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { TaskRunner } from './drive.ts';
import type { TaskAnswer } from './interpreter/host.ts';
import { type LambdaResponse, lambdaAnswer } from './lambdaAnswer.ts';
import { type LambdaCall, lambdaCallOf } from './lambdaCall.ts';

/** The address of a Lambda endpoint on this machine, such as `sam local start-lambda` opens; undefined for any other. */
export function localEndpoint(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // URL has brought every way to write an address of 127.0.0.0/8 into its plain form.
  const isLocal = /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url?.hostname ?? '');
  return isLocal && url?.protocol === 'http:' && url.username === '' ? url : undefined;
}

export const noLocalEndpoint = 'is no address on this machine, such as http://127.0.0.1:3001.';

/**
 * Lets the endpoint run the functions that tasks call; `otherwise` does all other tasks, and what follows when a
 * function was only given the task's token.
 */
export function lambdaTasks(endpoint: URL | undefined, otherwise: TaskRunner): TaskRunner {
  if (endpoint === undefined) return otherwise;
  return (request, signal, progress) => {
    const call = lambdaCallOf(request);
    if (call === undefined) return otherwise(request, signal, progress);
    return invoke(endpoint, call, signal).then((answer) => {
      if (answer.kind !== 'submitted') return answer;
      progress(answer);
      // It is submitted once.
      const rest = (later: TaskAnswer) => (later.kind === 'submitted' ? undefined : progress(later));
      return otherwise(request, signal, rest);
    });
  };
}

async function invoke(endpoint: URL, call: LambdaCall, signal: AbortSignal): Promise<TaskAnswer> {
  try {
    return lambdaAnswer(call, await post(endpoint, call, signal));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const cause = `${endpoint.origin} did not answer the call of ${call.functionName}: ${code ?? message}.`;
    return { kind: 'failed', error: 'Lambda.SdkClientException', cause };
  }
}

/** Lambda's own limit of what a function gives is 6 MB. */
const longest = 8_000_000;

function post(endpoint: URL, { functionName, payload, headers }: LambdaCall, signal: AbortSignal) {
  const body = Buffer.from(JSON.stringify(payload));
  const path = `${endpoint.pathname.replace(/\/$/, '')}/2015-03-31/functions/${functionName}/invocations`;
  const content = { 'Content-Type': 'application/json', 'Content-Length': body.length };
  return new Promise<LambdaResponse>((resolve, reject) => {
    const options = { method: 'POST', path, headers: { ...headers, ...content }, agent: false, lookup, signal };
    const asking = httpRequest(endpoint, options, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > longest) response.destroy(new Error('its answer is longer than 8 MB'));
      });
      response.on('error', reject);
      response.on('end', () => {
        const names = response.rawHeaders.filter((_, index) => index % 2 === 0);
        const written = names.map((name, index) => [name, response.rawHeaders[2 * index + 1] ?? ''] as const);
        resolve({ status: response.statusCode ?? 0, headers: written, body: Buffer.concat(chunks).toString() });
      });
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** Whatever a machine calls localhost, it is one of these two here. */
const lookup: LookupFunction = (_name, { all }, found) => {
  if (all)
    found(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
  else found(null, '127.0.0.1', 4);
};
