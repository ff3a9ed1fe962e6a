import { checkJsonata, type JsonataReport, type StatesMember } from '../expressions/checkJsonata.ts';
import type { JsonataExpression } from '../expressions/jsonata.ts';
import type { Catalogue } from '../integrations/catalogue.ts';
import { availableAt, type FoundExpression } from '../model/expressionsIn.ts';
import type { LanguageObject } from '../model/objectsIn.ts';
import type { QueryLanguage, State, StateMachine } from '../model/stateMachine.ts';
import { remember } from '../remember.ts';
import type { TextRange } from '../text.ts';
import { type FindingCode, severityOf } from './codes.ts';
import type { Finding, RelatedPlace } from './finding.ts';
import type { StateVariables } from './stateVariables.ts';

export type WorkflowType = 'STANDARD' | 'EXPRESS';

export interface CheckOptions {
  /** How the definition will be deployed, if that is known. */
  readonly type?: WorkflowType | undefined;
  /** What is known of the services behind `aws-sdk`. */
  readonly catalogue?: Pick<Catalogue, 'problemOf'> | undefined;
}

/** How a check says what it found. */
export type Report = (code: FindingCode, message: string, place: Place, more?: More) => void;

export interface Reporting {
  readonly report: Report;
}

/** What the check of a state may know of the world around it: whatever else changes, its findings stay. */
export interface Around {
  /** The state machine's own. */
  readonly queryLanguage: QueryLanguage;
  readonly timeoutSeconds: number | undefined;
  /** Undefined when nobody knows how the definition will be deployed. */
  readonly type: WorkflowType | undefined;
  /** Judges resources with more knowledge than is built in; undefined without a catalogue. */
  readonly catalogue: CheckOptions['catalogue'];
}

/** One state, checked by itself. */
export interface StateChecking extends Reporting, Around {
  /** Undefined for the state machine's own fields. */
  readonly state: State | undefined;
  /** The state, and the objects in its fields that have tables. */
  readonly objects: readonly LanguageObject[];
  readonly expressions: readonly FoundExpression[];
}

/** The states together. */
export interface MachineChecking extends Reporting {
  readonly machine: StateMachine;
  readonly type: Around['type'];
  /** The states that have to do with variables. */
  readonly variables: ReadonlyMap<State, StateVariables>;
}

export interface Place {
  readonly range: TextRange;
  /** AWS's name for the place. */
  readonly location: string | undefined;
}

export interface More {
  readonly related?: readonly RelatedPlace[] | undefined;
  readonly data?: Finding['data'] | undefined;
}

/** Ranges are copied: those of a tree move when the text is edited. */
export function toFinding(
  code: FindingCode,
  message: string,
  { range, location }: Place,
  { related, data }: More = {},
): Finding {
  const severity = severityOf(code);
  return {
    code,
    severity,
    message,
    range: copied(range),
    location,
    ...(related && { related: related.map((place) => ({ ...place, range: copied(place.range) })) }),
    ...(data && { data }),
  };
}

function copied({ start, end }: TextRange): TextRange {
  return { start, end };
}

/** What is known of a JSONata expression that was found there. */
export function reportOf(found: FoundExpression, { text }: JsonataExpression): JsonataReport {
  return judgeOf(availableAt(found))(text);
}

type Judge = (text: string) => JsonataReport;

/** For each set of available members of `$states`: what is known of an expression, found out once for each text. */
const judges = new Map<ReadonlySet<StatesMember>, Judge>();

function judgeOf(available: ReadonlySet<StatesMember>): Judge {
  const known = judges.get(available);
  if (known) return known;
  const judge = remember((text: string) => checkJsonata({ kind: 'jsonata', text, start: 0 }, available), 12_000);
  judges.set(available, judge);
  return judge;
}

/** AWS's name for a scope or object: the top level is `/`. */
export function named(location: string): string {
  return location === '' ? '/' : location;
}
