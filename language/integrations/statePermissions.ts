import type { Template } from '../expressions/template.ts';
import type { ItemReader, MapState, ResultWriter, State, TaskState } from '../model/stateMachine.ts';
import type { Catalogue } from './catalogue.ts';
import type { ActionPermissions, OptimisedAction, Permission, ResourceTemplate } from './optimisedDetails.ts';
import type { ServiceResource } from './resource.ts';
import { parseResource } from './resource.ts';
import type { PolicyPlace } from './resourceTemplate.ts';
import { expandResource } from './resourceTemplate.ts';

/** Something that the role must be allowed, and why. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Operator, then key, then values. */
  readonly condition: Condition | undefined;
  /** The state that needs it; undefined for what the whole machine needs. */
  readonly state: string | undefined;
  /** What the state does, such as `calls sqs:sendMessage`. */
  readonly because: string;
  /** The parameter that is computed when the state runs, so that more had to be allowed. */
  readonly widenedBy: string | undefined;
}

export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What to tell the one who uses the policy. */
export interface Remark {
  readonly kind: 'unknownResource' | 'unconfirmedAction' | 'otherRole' | 'assumedFunction' | 'byHand' | 'noStatement';
  readonly state: string | undefined;
  readonly text: string;
}

export interface StatePermissions {
  readonly grants: readonly Grant[];
  readonly remarks: readonly Remark[];
}

export interface PermissionContext {
  readonly catalogue: Catalogue;
  readonly place: PolicyPlace;
  /** Also what it takes to redrive the runs of distributed Maps. */
  readonly redrive: 'redrive' | undefined;
}

const nothing: StatePermissions = { grants: [], remarks: [] };

/** What one state needs, without the states inside it. */
export async function statePermissions(state: State, context: PermissionContext): Promise<StatePermissions> {
  switch (state.type) {
    case 'Task':
      return taskPermissions(state, context);
    case 'Map':
      return state.mode === 'DISTRIBUTED'
        ? { grants: mapGrants(state, context), remarks: manifestRemarks(state) }
        : nothing;
    default:
      return nothing;
  }
}

async function taskPermissions(state: TaskState, context: PermissionContext): Promise<StatePermissions> {
  const own = await ownPermissions(state, context);
  if (!state.credentials) return own;
  const needed = own.grants.flatMap(({ actions }) => actions).join(', ');
  const role: Permission = { allow: ['sts:AssumeRole'], on: ['{RoleArn}'] };
  const assumed = granted(role, state.name, 'runs under another role', state.credentials, context.place);
  const text = needed
    ? `The role in Credentials, not the role of the state machine, must be allowed ${needed}.`
    : 'What the task does is allowed by the role in Credentials.';
  return { grants: [assumed], remarks: [...own.remarks, { kind: 'otherRole', state: state.name, text }] };
}

async function ownPermissions(state: TaskState, context: PermissionContext): Promise<StatePermissions> {
  const { name } = state;
  const text = resourceText(state);
  if (text === undefined) return unknown(name, 'The Resource cannot be read.');
  const resource = parseResource(text);
  switch (resource.kind) {
    case 'activity':
      return nothing;
    case 'lambda':
      return { grants: [invoking(name, text)], remarks: [] };
    case 'placeholder': {
      const assumed = `${text} is taken for a Lambda function.`;
      return { grants: [invoking(name, text)], remarks: [{ kind: 'assumedFunction', state: name, text: assumed }] };
    }
    case 'aws-sdk':
      return sdkPermissions(name, resource, context);
    case 'optimised':
    case 'http': {
      const services = await context.catalogue.optimisedServices();
      const action = services.get(resource.service.text)?.actions.get(resource.action.text);
      if (!action) return unknown(name, `Nothing is known about ${text}.`);
      const { byHand } = action.permissions;
      return {
        grants: actionGrants(name, action, resource, state.parameters, context.place),
        remarks: byHand === undefined ? [] : [{ kind: 'byHand', state: name, text: byHand }],
      };
    }
    case 'unknown':
      return unknown(name, `Step Functions does not know the resource ${text}.`);
    default:
      return resource satisfies never;
  }
}

/** The Resource, or the placeholder that stands in its place until the template is deployed. */
function resourceText({ resource, fields }: TaskState): string | undefined {
  if ('value' in resource) return resource.value;
  const node = fields.get('Resource')?.member.value;
  return node?.kind === 'hole' ? node.text : undefined;
}

function unknown(state: string, text: string): StatePermissions {
  return { grants: [], remarks: [{ kind: 'unknownResource', state, text }] };
}

function invoking(state: string, functionArn: string): Grant {
  return {
    actions: ['lambda:InvokeFunction'],
    resources: [functionArn],
    condition: undefined,
    state,
    because: 'calls the function',
    widenedBy: undefined,
  };
}

/** The definition does not tell what an API call touches, so these are allowed on everything. */
async function sdkPermissions(
  state: string,
  { service, action }: ServiceResource,
  { catalogue }: PermissionContext,
): Promise<StatePermissions> {
  const called = `aws-sdk:${service.text}:${action.text}`;
  const known = await catalogue.sdkService(service.text);
  if (!known) return unknown(state, `Which IAM action ${called} needs is not known.`);
  const { actions, confirmed } = known.iamActions(action.text);
  if (actions.length === 0) return unknown(state, `No IAM action is known for ${called}.`);
  const because = `calls ${called}; narrow it to the resources you mean`;
  const grant: Grant = { actions, resources: ['*'], condition: undefined, state, because, widenedBy: undefined };
  const text = `${actions.join(' and ')} for ${called} follows from the names; it is not confirmed.`;
  return { grants: [grant], remarks: confirmed ? [] : [{ kind: 'unconfirmedAction', state, text }] };
}

function actionGrants(
  state: string,
  action: OptimisedAction,
  { service, pattern }: ServiceResource,
  parameters: Template | undefined,
  place: PolicyPlace,
): readonly Grant[] {
  const { always, toWait, managedRule } = action.permissions;
  const called = `${service.text}:${action.name}`;
  const grants = always.map((permission) => granted(permission, state, `calls ${called}`, parameters, place));
  if (pattern !== 'sync' && pattern !== 'sync:2') return grants;
  const waiting = [...toWait, ...ruleOf(managedRule)];
  const because = `waits for the end of ${called}`;
  return [...grants, ...waiting.map((permission) => granted(permission, state, because, parameters, place))];
}

function ruleOf(name: ActionPermissions['managedRule']): readonly Permission[] {
  if (name === undefined) return [];
  const rule = `arn:{partition}:events:{region}:{account}:rule/${name}`;
  return [{ allow: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], on: [rule] }];
}

/** A distributed Map runs its iterations as executions of the same state machine. */
function mapGrants(state: MapState, { place, redrive }: PermissionContext): readonly Grant[] {
  const executions = `arn:{partition}:states:{region}:{account}:execution:{stateMachineName}`;
  const label = state.label?.value ?? '*';
  const grant = (because: string, allow: readonly string[], on: ResourceTemplate): Grant =>
    granted({ allow, on: [on] }, state.name, because, undefined, place);
  return [
    grant(
      'starts its child executions',
      ['states:StartExecution'],
      executions.replace(':execution:', ':stateMachine:'),
    ),
    grant('looks after its child executions', ['states:DescribeExecution'], `${executions}:*`),
    ...(redrive
      ? [grant('redrives its child executions', ['states:RedriveExecution'], `${executions}/${label}:*`)]
      : []),
    ...(state.itemReader ? readerGrants(state.name, state.itemReader, place) : []),
    ...(state.resultWriter ? writerGrants(state.name, state.resultWriter, place) : []),
  ];
}

/** A manifest names other objects, and only it knows where they are. */
function manifestRemarks({ name, itemReader }: MapState): readonly Remark[] {
  const { inputType, manifestType } = itemReader?.config ?? {};
  if (inputType !== 'MANIFEST' && manifestType === undefined) return [];
  return [{ kind: 'byHand', state: name, text: 'The objects that the manifest names need s3:GetObject too.' }];
}

const bucket = 'arn:{partition}:s3:::{Bucket}';

function readerGrants(state: string, reader: ItemReader, place: PolicyPlace): readonly Grant[] {
  const resource = 'kind' in reader.resource ? undefined : parseResource(reader.resource.value);
  const lists = resource && 'action' in resource && resource.action.text === 'listObjectsV2';
  const permissions: readonly Permission[] = lists
    ? [
        {
          allow: ['s3:ListBucket'],
          on: [bucket],
          condition: { StringLike: { 's3:prefix': { arn: '{Prefix}', optional: true } } },
        },
        { allow: ['s3:GetObject'], on: [{ arn: `${bucket}/{Prefix}*`, missing: '' }] },
      ]
    : [{ allow: ['s3:GetObject'], on: [`${bucket}/{Key}`] }];
  return permissions.map((permission) => granted(permission, state, 'reads its items', reader.parameters, place));
}

function writerGrants(state: string, writer: ResultWriter, place: PolicyPlace): readonly Grant[] {
  if (!writer.resource) return [];
  const permission: Permission = {
    allow: ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
    on: [{ arn: `${bucket}/{Prefix}/*`, missing: '' }],
  };
  return [granted(permission, state, 'writes its results', writer.parameters, place)];
}

function granted(
  { allow, on, condition = {} }: Permission,
  state: string,
  because: string,
  parameters: Template | undefined,
  place: PolicyPlace,
): Grant {
  const expanded = on.map((template) => expandResource(template, parameters, place));
  const limits = Object.entries(condition).map(([operator, keys]) => {
    const values = Object.entries(keys).map(([key, template]) => {
      return [key, expandResource(template, parameters, place).resources] as const;
    });
    return [operator, Object.fromEntries(values.filter(([, of]) => of.length > 0))] as const;
  });
  const known = limits.filter(([, keys]) => Object.keys(keys).length > 0);
  return {
    actions: allow,
    resources: [...new Set(expanded.flatMap(({ resources }) => resources))],
    condition: known.length > 0 ? Object.fromEntries(known) : undefined,
    state,
    because,
    widenedBy: expanded.find(({ widenedBy }) => widenedBy)?.widenedBy,
  };
}
