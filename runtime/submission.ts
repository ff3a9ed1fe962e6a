import type { Request } from './interpreter/host.ts';
import { taskKindOf } from './interpreter/resource.ts';

/**
 * Whether the service first accepts the call, and the outcome follows. Who has the outcome at once may leave that
 * out; AWS always says it, so it is said for them.
 */
export function isSubmittedFirst(request: Request): boolean {
  if (request.kind !== 'task') return false;
  const task = taskKindOf(request.resource);
  return task.kind === 'service' && task.pattern !== 'requestResponse';
}
