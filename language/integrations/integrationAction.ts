import type { Json, JsonObject } from '../json.ts';
import type { Pattern } from './resource.ts';
import type { TypedMember } from './valueType.ts';

/** An action that a Task can call, whichever way it is integrated: what completion, hover, form and mocks show. */
export interface IntegrationAction {
  readonly kind: 'optimised' | 'aws-sdk' | 'http';
  /** As the Resource names it: `sqs`, or `dynamodb` behind `aws-sdk`. */
  readonly service: string;
  /** `Amazon SQS`. */
  readonly serviceLabel: string;
  readonly name: string;
  /** One sentence; empty when nothing is known that the name doesn't say. */
  readonly doc: string;
  /** What is good to know about it in Step Functions. */
  readonly notes: readonly string[];
  /** In Standard workflows; Express takes `requestResponse` only. */
  readonly patterns: readonly Pattern[];
  /** What Parameters or Arguments may hold, required ones first. */
  readonly members: readonly ActionMember[];
  /** One of these members is needed. */
  readonly oneOf: readonly string[];
  /** The member, or a path such as `Entries[].Detail`, where the task token usually travels. */
  readonly tokenMember: string | undefined;
  /** Names that Retry and Catch may meet, the likely ones only; never complete. */
  readonly errors: readonly string[];

  /** Arguments to begin with, in the notation of `starterArguments`, which turns them into a query language. */
  starter(pattern: Pattern): JsonObject;

  /** What an answer may hold; undefined where that is not known, as for jobs that were waited for and for callbacks. */
  response(pattern: Pattern): readonly TypedMember[] | undefined;

  /** A plausible answer, as the state would see it; an empty object for callbacks, whose answer is anybody's. */
  exampleResponse(pattern: Pattern): Json;
}

export interface ActionMember extends TypedMember {
  readonly doc: string | undefined;
  /** False for members that the API has but Step Functions may not take: offer them last, never flag them. */
  readonly confirmed: boolean;
}

/** Required members first, then the confirmed ones; otherwise in the order of the API. */
export function inOrder(members: readonly ActionMember[]): readonly ActionMember[] {
  const rank = ({ required, confirmed }: ActionMember): number => (required ? 0 : confirmed ? 1 : 2);
  return members.toSorted((one, other) => rank(one) - rank(other));
}
