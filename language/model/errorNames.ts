/** One of the error names that Step Functions itself uses. */
export interface ErrorName {
  /** `States.ALL` stands for it too. */
  readonly all: boolean;
  /** `States.TaskFailed` stands for it too. */
  readonly taskFailed: boolean;
  /** A retrier or catcher that names it can match. */
  readonly catchable: boolean;
  readonly doc: string;
}

const usual = { all: true, taskFailed: true, catchable: true } as const;

/** The predefined names; any other name that begins with `States.` is reserved. */
export const errorNames: ReadonlyMap<string, ErrorName> = new Map<string, ErrorName>([
  ['States.ALL', { ...usual, doc: 'Any error but States.DataLimitExceeded and States.Runtime. Alone and last.' }],
  ['States.TaskFailed', { ...usual, doc: 'Any error of a task except States.Timeout.' }],
  [
    'States.Timeout',
    { ...usual, taskFailed: false, doc: 'A task ran longer than TimeoutSeconds, or sent no heartbeat.' },
  ],
  [
    'States.HeartbeatTimeout',
    { ...usual, taskFailed: false, doc: 'A task sent no heartbeat for longer than HeartbeatSeconds.' },
  ],
  ['States.Permissions', { ...usual, doc: 'The role may not do what the task asks for.' }],
  [
    'States.Runtime',
    {
      all: false,
      taskFailed: false,
      catchable: false,
      doc: 'The execution cannot go on: a path leads nowhere, no choice matches. Cannot be retried or caught.',
    },
  ],
  [
    'States.DataLimitExceeded',
    { all: false, taskFailed: true, catchable: true, doc: 'An input, result or output is larger than 256 KiB.' },
  ],
  ['States.ResultPathMatchFailure', { ...usual, doc: 'ResultPath cannot be applied to the input.' }],
  ['States.ParameterPathFailure', { ...usual, doc: 'A path in Parameters leads nowhere. AWS reports States.Runtime.' }],
  ['States.IntrinsicFailure', { ...usual, doc: 'An intrinsic function could not do its work.' }],
  ['States.NoChoiceMatched', { ...usual, doc: 'No rule of a Choice matched. AWS reports States.Runtime.' }],
  ['States.BranchFailed', { ...usual, doc: 'A branch of a Parallel failed. AWS reports the branch’s own error.' }],
  ['States.QueryEvaluationError', { ...usual, doc: 'A JSONata expression failed or gave no usable value.' }],
  ['States.ExceedToleratedFailureThreshold', { ...usual, doc: 'More items of a Map Run failed than it tolerates.' }],
  ['States.ItemReaderFailed', { ...usual, doc: 'The items of a distributed Map could not be read.' }],
  ['States.ResultWriterFailed', { ...usual, doc: 'The results of a distributed Map could not be written.' }],
  ['States.Http.Socket', { ...usual, doc: 'An HTTP task took longer than 60 seconds.' }],
]);

/** Is this a name that Step Functions may report? Names without `States.` belong to services and to people. */
export function isKnownErrorName(name: string): boolean {
  return !name.startsWith('States.') || errorNames.has(name) || /^States\.Http\.StatusCode\.\d{3}$/.test(name);
}

/** Does a retrier or catcher that names `name` handle everything that one naming `other` would? */
export function covers(name: string, other: string): boolean {
  if (name === other) return true;
  if (name === 'States.ALL') return errorNames.get(other)?.all ?? true;
  return name === 'States.TaskFailed' && other !== 'States.ALL' && (errorNames.get(other)?.taskFailed ?? true);
}
