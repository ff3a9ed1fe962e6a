import type { StateNode } from '../../language/graph/graph.ts';
import type { StateStatus } from '../../runtime/interpreter/replay.ts';

/** Lines on a 24 × 24 grid, drawn for Stepwise. */
const stateIcons: Readonly<Record<StateNode['type'], string>> = {
  Pass: 'M4 12h15M13 6l6 6-6 6',
  Task: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM12 9l2.6 1.5v3L12 15l-2.6-1.5v-3z',
  Choice: 'M12 3l9 9-9 9-9-9zM12 8.5v3.2M12 15.2v.1',
  Wait: 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17zM12 7.5V12l3 2',
  Succeed: 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17zM8 12.3l2.8 2.8L16 9.6',
  Fail: 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17zM9 9l6 6M15 9l-6 6',
  Parallel: 'M12 3v4M5 21v-6c0-4 7-3 7-8M19 21v-6c0-4-7-3-7-8M12 7v14',
  Map: 'M8 8h12v12H8zM4 16V4h12M11.5 12h5M11.5 16h5',
  Broken: 'M12 4l9 16H3zM12 10v4.5M12 17.3v.1',
};

const lambda = 'M5 20l6-11M6 4h3l8 16h2.5';
const database = 'M5 6.5c0-4 14-4 14 0s-14 4-14 0v11c0 4 14 4 14 0v-11M5 12c0 4 14 4 14 0';
const queue = 'M4 7h4v10H4zM10 7h4v10h-4zM16 7h4v10h-4z';
const bell = 'M6 17h12c-1.6-2-1.6-4-1.6-6.5c0-6-8.8-6-8.8 0C7.6 13 7.6 15 6 17zM10.5 20h3';
const bucket = 'M4.5 6h15l-2 14h-11zM4.5 6c0-3 15-3 15 0M5.3 11.5h13.4';
const globe = 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17';
const container = 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z';
const machine = 'M5 5h5v5H5zM14 14h5v5h-5zM10 7.5h4.5c2 0 2 0 2 2V14';
const person = 'M12 4a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 1 1 0-7.6zM4.5 20c0-8 15-8 15 0';
const spark = 'M11 4l1.8 5.2L18 11l-5.2 1.8L11 18l-1.8-5.2L4 11l5.2-1.8zM18.5 15.5v5M16 18h5';
const bus =
  'M12 9a3 3 0 1 1 0 6a3 3 0 1 1 0-6zM12 9V3.5M12 15v5.5M9.4 10.5L4.5 7.7M14.6 13.5l4.9 2.8M14.6 10.5l4.9-2.8M9.4 13.5l-4.9 2.8';
const table = 'M4 5h16v14H4zM4 10h16M10 10v9';

/** Services that are known at a glance by their kind of work; the others look like a Task. */
const serviceIcons: ReadonlyMap<string, string> = new Map([
  ['lambda', lambda],
  ['dynamodb', database],
  ['rds', database],
  ['rdsdata', database],
  ['redshiftdata', database],
  ['sqs', queue],
  ['sns', bell],
  ['ses', bell],
  ['sesv2', bell],
  ['s3', bucket],
  ['http', globe],
  ['apigateway', globe],
  ['ecs', container],
  ['eks', container],
  ['batch', container],
  ['codebuild', container],
  ['states', machine],
  ['sfn', machine],
  ['activity', person],
  ['bedrock', spark],
  ['bedrockruntime', spark],
  ['sagemaker', spark],
  ['events', bus],
  ['eventbridge', bus],
  ['glue', table],
  ['athena', table],
  ['emr-serverless', container],
  ['elasticmapreduce', container],
]);

/** How a state stands; drawn in a badge, so that colour is never the only sign. */
const statusIcons: Readonly<Record<StateStatus, string>> = {
  running: 'M12 5v7l4.5 3',
  waiting: 'M8 5v14M16 5v14',
  succeeded: 'M5.5 12.5l4.5 4.5 8.5-10',
  failed: 'M7 7l10 10M17 7L7 17',
  caught: 'M6 8h8a4 4 0 0 1 0 9h-4M9.5 4L6 8l3.5 4',
  aborted: 'M6 12h12',
};

/** Tries again after errors. */
export const retryPath = 'M5 12a7 7 0 1 0 2.3-5.2M7.5 3v4h4';

/** Starts a workflow, which can be shown inside. */
export const startsPath = 'M4 4h16v16H4zM9 9h6v6H9z';

/** A file. */
export const filePath = 'M6 3h8l4 4v14H6zM14 3v4h4';

export function statePath({ type, service }: Pick<StateNode, 'type' | 'service'>): string {
  return (service === undefined ? undefined : serviceIcons.get(service)) ?? stateIcons[type];
}

export function statusPath(status: StateStatus): string {
  return statusIcons[status];
}
