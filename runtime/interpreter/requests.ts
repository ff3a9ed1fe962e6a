import type { Request } from './host.ts';
import type { Fibre, Run } from './run.ts';

/** A request that nobody has answered finally, and the fibre that waits for it. */
export interface OpenRequest {
  readonly fibre: Fibre;
  readonly request: Request;
  /** The nested execution that it asked for has ended, and the task still waits for its token to come back. */
  readonly awaitsToken?: true;
}

type WithoutId<R extends Request> = R extends Request ? Omit<R, 'id'> : never;

/** Asks the world for something; gives the request's id. */
export function ask(run: Run, fibre: Fibre, asked: WithoutId<Request>): number {
  const id = ++run.counters.request;
  const request = { ...asked, id } as Request;
  run.requests.set(id, { fibre, request });
  run.outbox.push(request);
  return id;
}

/** Takes a request back, whether or not somebody is at work on it already. */
export function withdraw(run: Run, id: number): void {
  if (!run.requests.delete(id)) return;
  const unsent = run.outbox.findIndex((request) => request.id === id);
  if (unsent >= 0) run.outbox.splice(unsent, 1);
  else run.withdrawn.push(id);
}
