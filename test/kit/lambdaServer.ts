import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What came in: the function that was called, and with what. */
export interface Invocation {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly payload: unknown;
}

/** Does the work of every function: gives a status, headers and a body. Never answers where it gives nothing. */
export type Handler = (
  invocation: Invocation,
) => { readonly status?: number; readonly headers?: object; readonly body: string } | undefined;

/** An endpoint like that of `sam local start-lambda`, at a port that is free. */
export interface LambdaServer {
  readonly url: string;
  readonly invocations: readonly Invocation[];
  /** Resolves when somebody has given a call up. */
  readonly givenUp: Promise<void>;
  close(): Promise<void>;
}

export async function lambdaServer(handler: Handler): Promise<LambdaServer> {
  const invocations: Invocation[] = [];
  let giveUp = () => {};
  const givenUp = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { url: path = '', headers, method } = request;
    const invocation = { path: `${method} ${path}`, headers, payload: JSON.parse(await text(request)) as unknown };
    invocations.push(invocation);
    response.on('close', () => response.writableFinished || giveUp());
    const { status = 200, headers: more, body } = handler(invocation) ?? {};
    if (body !== undefined) response.writeHead(status, { ...more }).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    invocations,
    givenUp,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
