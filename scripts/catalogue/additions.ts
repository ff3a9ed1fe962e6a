import { memberName } from './names.ts';
import type { Action, Service } from './sdkService.ts';

/** What newer models have beyond the SDK package: one service of `catalogue/sdk/additions.json`. */
export interface Additions {
  /** Only of a service that the package does not have. */
  readonly serviceId?: string;
  readonly errorPrefix?: string;
  /** New actions, with their members. */
  readonly actions?: Readonly<Record<string, string>>;
  /** New or changed members of known actions. */
  readonly members?: Readonly<Record<string, string>>;
  /** Actions that are gone. */
  readonly retired?: readonly string[];
  /** Structures in their newest form; those of the package that have the same name are brought up to date. */
  readonly shapes?: Readonly<Record<string, string>>;
}

/** A service that exists only in the additions. */
export function newService(token: string, additions: Additions): Service {
  const service: Service = {
    token,
    label: additions.serviceId ?? token,
    errorPrefix: additions.errorPrefix ?? memberName(token),
    actions: new Map(),
    shapes: new Map(),
    enums: new Map(),
    exceptions: [],
  };
  addTo(service, additions);
  return service;
}

/** Brings a service of the package up to date. */
export function addTo(service: Service, { actions = {}, members = {}, retired = [], shapes = {} }: Additions): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const old = service.shapes.get(name);
    service.shapes.set(name, old === undefined ? shape : updated(old, shape));
  }
  for (const [name, input] of Object.entries(actions)) {
    if (!service.actions.has(name)) service.actions.set(name, newAction(name, input));
  }
  for (const [name, changed] of Object.entries(members)) {
    const action = service.actions.get(name);
    if (action) action.input = overlaid(action.input, changed);
  }
  for (const name of retired) {
    const action = service.actions.get(name);
    if (action) action.retired = true;
  }
}

function newAction(name: string, input: string): Action {
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  return { operation, verb: 'POST', doc: '', input, output: '', docs: {}, retired: false };
}

/** The newer form of a structure; where it only says string, an enum that was known stays, and so does every range. */
function updated(old: string, newer: string): string {
  if (/^[[{]/.test(newer)) return newer;
  const known = new Map(membersOf(old).map((member) => [member.name, member]));
  return membersOf(newer)
    .map((member) => written(member, known.get(member.name)))
    .join(',');
}

function overlaid(old: string, changed: string): string {
  const members = new Map(membersOf(old).map((member) => [member.name, written(member, undefined)]));
  const known = new Map(membersOf(old).map((member) => [member.name, member]));
  for (const member of membersOf(changed)) members.set(member.name, written(member, known.get(member.name)));
  return [...members.values()].join(',');
}

interface Member {
  readonly name: string;
  readonly required: string;
  readonly type: string;
}

function membersOf(signature: string): Member[] {
  return Array.from(signature.matchAll(/([\w-]+)(!?):([^,]+)/g), ([, name = '', required = '', type = '']) => {
    return { name, required, type };
  });
}

function written({ name, required, type }: Member, known: Member | undefined): string {
  const isSame = known?.type.replace(/[-\d.e+]*~[-\d.e+]*/g, '') === type;
  const kept = isSame || (type === 's' && known?.type.startsWith('%')) ? known.type : type;
  return `${name}${required}:${kept}`;
}
