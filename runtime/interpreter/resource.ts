/** A Task's resource, taken apart. */
export type TaskKind =
  | { readonly kind: 'lambda'; readonly arn: string }
  | { readonly kind: 'activity'; readonly arn: string }
  | {
      readonly kind: 'service';
      /** `sqs`, `aws-sdk:dynamodb`. */
      readonly resourceType: string;
      /** `sendMessage.waitForTaskToken`. */
      readonly resource: string;
      readonly pattern: 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';
    };

/** Reads a Task's resource; anything that is neither a Lambda function nor an activity counts as a service's action. */
export function taskKindOf(resource: string): TaskKind {
  const parts = resource.split(':');
  const [, , service = '', , , kind = ''] = parts;
  if (service === 'lambda') return { kind: 'lambda', arn: resource };
  if (service === 'states' && kind === 'activity') return { kind: 'activity', arn: resource };
  const action = service === 'states' ? parts.slice(5).join(':') : resource;
  return serviceKind(action);
}

function serviceKind(action: string): TaskKind {
  const [, name = action, suffix = ''] = /^(.*?)(\.sync:2|\.sync|\.waitForTaskToken)?$/s.exec(action) ?? [];
  const colon = name.lastIndexOf(':');
  return {
    kind: 'service',
    resourceType: colon < 0 ? name : name.slice(0, colon),
    resource: (colon < 0 ? name : name.slice(colon + 1)) + suffix,
    pattern: patternOf(suffix),
  };
}

function patternOf(suffix: string): 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken' {
  if (suffix === '.waitForTaskToken') return 'waitForTaskToken';
  if (suffix === '.sync:2') return 'sync:2';
  return suffix === '.sync' ? 'sync' : 'requestResponse';
}

/** Whether somebody outside may end the task with its token. */
export function hasToken(task: TaskKind): boolean {
  return task.kind === 'activity' || (task.kind === 'service' && task.pattern !== 'requestResponse');
}
