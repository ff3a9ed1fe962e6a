import type { Json } from '../json.ts';
import { nearest } from '../nearest.ts';
import { exampleObject } from './exampleValue.ts';
import type { IntegrationAction } from './integrationAction.ts';
import { inOrder } from './integrationAction.ts';
import type { Pattern } from './resource.ts';
import { starterOf } from './starter.ts';
import type { TypedMember } from './valueType.ts';
import { readMembers } from './valueType.ts';

/** A service that can be reached as `aws-sdk:<token>`. */
export interface SdkServiceEntry {
  readonly token: string;
  /** `Amazon DynamoDB`. */
  readonly label: string;
  /**
   * Does AWS's page of supported services name it? `unconfirmed` may work or not and deserves a hint at most;
   * `retired` was named once.
   */
  readonly status: 'confirmed' | 'unconfirmed' | 'retired';
}

/** What may be said against a service or an action behind `aws-sdk`. New ones appear on AWS all the time: hints at most. */
export type SdkProblem =
  | { readonly kind: 'unconfirmedService'; readonly name: string; readonly nearest: string | undefined }
  | { readonly kind: 'unconfirmedAction'; readonly name: string; readonly nearest: string | undefined }
  | { readonly kind: 'excludedAction'; readonly name: string }
  | { readonly kind: 'retired'; readonly name: string };

/** A service as scripts/catalogue.ts packs it. */
interface PackedService {
  readonly errors: string;
  readonly iam?: string;
  readonly iamUnconfirmed?: boolean;
  readonly iamActions?: Readonly<Record<string, readonly string[]>>;
  readonly excluded?: readonly string[];
  readonly retired: readonly string[];
  readonly exceptions: readonly string[];
  readonly actions: Readonly<Record<string, readonly [input: string, output: string, doc: string]>>;
  readonly shapes: readonly string[];
}

/** One service behind `aws-sdk`, read as far as it is asked about. */
export class SdkService {
  readonly token: string;
  readonly label: string;
  readonly status: SdkServiceEntry['status'];
  /** What its error names begin with: `DynamoDb`. */
  readonly errorPrefix: string;
  /** What Step Functions takes, in alphabetical order. */
  readonly actionNames: readonly string[];
  readonly #packed: PackedService;

  constructor({ token, label, status }: SdkServiceEntry, packed: Json) {
    this.#packed = packed as unknown as PackedService;
    this.token = token;
    this.label = label;
    this.status = status;
    this.errorPrefix = this.#packed.errors;
    const gone = new Set([...(this.#packed.excluded ?? []), ...this.#packed.retired]);
    this.actionNames = Object.keys(this.#packed.actions).filter((name) => !gone.has(name));
  }

  action(name: string): IntegrationAction | undefined {
    const [input, output, doc] = this.#row(name) ?? [];
    if (input === undefined) return undefined;
    const { shapes } = this.#packed;
    // Of the newest actions only the members of the request are known.
    const response = (pattern: Pattern): readonly TypedMember[] | undefined =>
      pattern === 'requestResponse' && output ? readMembers(output, shapes) : undefined;
    const members = readMembers(input, shapes);
    return {
      kind: 'aws-sdk',
      service: this.token,
      serviceLabel: this.label,
      name,
      doc: doc ?? '',
      notes: [],
      patterns: ['requestResponse', 'waitForTaskToken'],
      members: inOrder(members.map((member) => ({ ...member, doc: undefined, confirmed: true }))),
      oneOf: [],
      tokenMember: undefined,
      errors: this.errors,
      starter: () => starterOf(members),
      response,
      exampleResponse: (pattern) => exampleObject(response(pattern) ?? []),
    };
  }

  /** Errors that the service's documentation mentions, and the two that any call may end with. */
  get errors(): readonly string[] {
    const general = [`${this.errorPrefix}Exception`, 'SdkClientException'];
    return [...this.#packed.exceptions, ...general].map((name) => `${this.errorPrefix}.${name}`);
  }

  /**
   * The IAM actions that a call needs; an empty list when none is known. `confirmed` is false where they follow
   * from the names alone.
   */
  iamActions(name: string): { readonly actions: readonly string[]; readonly confirmed: boolean } {
    const { iam, iamActions = {}, iamUnconfirmed } = this.#packed;
    const special = Object.hasOwn(iamActions, name) ? iamActions[name] : undefined;
    const usual = `${iam ?? this.token}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const confirmed = iam !== undefined && !iamUnconfirmed && this.#row(name) !== undefined;
    return { actions: special ?? [usual], confirmed };
  }

  /** What may be said against calling this action. */
  problemOf(name: string): SdkProblem | undefined {
    if (this.#packed.excluded?.includes(name)) return { kind: 'excludedAction', name };
    if (this.#packed.retired.includes(name)) return { kind: 'retired', name };
    if (this.#row(name)) return undefined;
    return { kind: 'unconfirmedAction', name, nearest: nearest(name, this.actionNames) };
  }

  #row(name: string): PackedService['actions'][string] | undefined {
    const { actions } = this.#packed;
    return Object.hasOwn(actions, name) ? actions[name] : undefined;
  }
}
