import type { ChoiceCondition } from '../expressions/choiceRules.ts';
import type { IntrinsicCall } from '../expressions/intrinsics.ts';
import type { JsonataExpression } from '../expressions/jsonata.ts';
import type { Path } from '../expressions/jsonPath.ts';
import type { Template } from '../expressions/template.ts';
import type { Json } from '../json.ts';
import type { ObjectNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import type { ObjectFields } from './objectFields.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';
export type StateType = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

/** A value and where it is written. */
export interface Located<T> {
  readonly value: T;
  readonly range: TextRange;
}

/** What could not be read, in its place. The editor lists it; a run fails when it reaches it. */
export interface Broken {
  readonly kind: 'broken';
  readonly reason: string;
  readonly range: TextRange;
}

/**
 * A field's value: written out, read by a path, or computed. `field` is what AWS calls it when the value is wrong: the
 * name as written (`SecondsPath`), of a computed value with the objects it is in (`ItemBatcher/MaxItemsPerBatch`).
 */
export type Dynamic<T> =
  | { readonly kind: 'literal'; readonly field: string; readonly value: T; readonly range: TextRange }
  | { readonly kind: 'path'; readonly field: string; readonly path: Path; readonly range: TextRange }
  | { readonly kind: 'intrinsic'; readonly field: string; readonly call: IntrinsicCall; readonly range: TextRange }
  | {
      readonly kind: 'jsonata';
      readonly field: string;
      readonly expression: JsonataExpression;
      readonly range: TextRange;
    }
  | Broken;

/** InputPath, OutputPath, ResultPath: a path, or `null` which discards. */
export type PathOrNull =
  | { readonly kind: 'path'; readonly path: Path; readonly range: TextRange }
  | { readonly kind: 'null'; readonly range: TextRange }
  | Broken;

/** One `States` object: the top level, a branch of a Parallel, or the processor of a Map. */
export interface Scope {
  readonly startAt: Transition | undefined;
  /** By name, in document order; of duplicates the first. */
  readonly states: ReadonlyMap<string, State>;
  readonly comment: string | undefined;
  readonly node: ObjectNode;
  /** AWS's way to name a place: '' for the top level, `/States/P/Branches[0]`. */
  readonly location: string;
  /** The Parallel or Map state that holds this scope. */
  readonly owner: ParallelState | MapState | undefined;
}

export interface StateMachine {
  readonly queryLanguage: QueryLanguage;
  readonly timeoutSeconds: number | undefined;
  readonly top: Scope;
  /** Every state of every scope in document order, duplicates included. */
  readonly states: readonly State[];
}

/** A reference from one place to a state by name. */
export interface Transition {
  readonly target: string;
  readonly range: TextRange;
  /** Where it stands: `/States/C/Choices[0]/Next`. */
  readonly location: string;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState
  | BrokenState;

export interface StateBase {
  readonly name: string;
  readonly nameRange: TextRange;
  /** The whole member: name and body. */
  readonly range: TextRange;
  /** Undefined when the body is not an object. */
  readonly node: ObjectNode | undefined;
  readonly scope: Scope;
  /** `/States/X`, `/States/P/Branches[0]/States/X`. */
  readonly location: string;
  readonly queryLanguage: QueryLanguage;
  readonly comment: string | undefined;
  readonly fields: ObjectFields;
}

/** A state whose Type is missing or unknown, or whose body is not an object. */
export interface BrokenState extends StateBase {
  readonly type: 'Broken';
  readonly reason: string;
  /** What is written as the state's body. */
  readonly body: SyntaxNode | undefined;
  readonly transitions: readonly Transition[];
}

/** How a state is left: by Next, by End, or (half-typed) not at all. */
export interface Leaving {
  readonly next: Transition | undefined;
  readonly end: boolean;
}

/** The fields of data processing; a field that a state type or query language does not have is undefined. */
export interface DataFlow {
  readonly inputPath: PathOrNull | undefined;
  /** Parameters, or Arguments in JSONata. */
  readonly parameters: Template | undefined;
  readonly resultSelector: Template | undefined;
  readonly resultPath: PathOrNull | undefined;
  readonly outputPath: PathOrNull | undefined;
  /** Output, JSONata only. */
  readonly output: Template | undefined;
  readonly assign: Assignments | undefined;
}

/** Assign: variable names with the templates of their values. */
export interface Assignments {
  readonly range: TextRange;
  readonly variables: readonly Assignment[];
}

export interface Assignment {
  readonly name: Located<string>;
  readonly value: Template;
}

export interface PassState extends StateBase, Leaving, DataFlow {
  readonly type: 'Pass';
  readonly result: Located<Json> | undefined;
}

export interface TaskState extends StateBase, Leaving, DataFlow, ErrorHandling {
  readonly type: 'Task';
  readonly resource: Located<string> | Broken;
  readonly credentials: Template | undefined;
  readonly timeoutSeconds: Dynamic<number> | undefined;
  readonly heartbeatSeconds: Dynamic<number> | undefined;
}

export interface ChoiceState extends StateBase, DataFlow {
  readonly type: 'Choice';
  readonly choices: readonly ChoiceRule[];
  readonly defaultNext: Transition | undefined;
}

export interface ChoiceRule {
  readonly condition: ChoiceCondition;
  readonly next: Transition | undefined;
  readonly assign: Assignments | undefined;
  readonly output: Template | undefined;
  readonly comment: string | undefined;
  readonly range: TextRange;
}

export interface WaitState extends StateBase, Leaving, DataFlow {
  readonly type: 'Wait';
  readonly until:
    | { readonly kind: 'seconds'; readonly seconds: Dynamic<number> }
    | { readonly kind: 'timestamp'; readonly timestamp: Dynamic<string> }
    | Broken;
}

export interface SucceedState extends StateBase, DataFlow {
  readonly type: 'Succeed';
}

export interface FailState extends StateBase {
  readonly type: 'Fail';
  readonly error: Dynamic<string> | undefined;
  readonly cause: Dynamic<string> | undefined;
}

export interface ParallelState extends StateBase, Leaving, DataFlow, ErrorHandling {
  readonly type: 'Parallel';
  readonly branches: readonly Scope[];
}

export interface MapState extends StateBase, Leaving, DataFlow, ErrorHandling {
  readonly type: 'Map';
  /** ItemProcessor, or Iterator as it was called before. */
  readonly processor: Scope | Broken;
  readonly mode: 'INLINE' | 'DISTRIBUTED';
  readonly executionType: 'STANDARD' | 'EXPRESS' | undefined;
  /** ItemsPath. */
  readonly itemsPath: PathOrNull | undefined;
  /** Items, JSONata only. */
  readonly items: Template | undefined;
  /** ItemSelector, or Parameters as it was called before. */
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Dynamic<number> | undefined;
  readonly itemReader: ItemReader | undefined;
  readonly itemBatcher: ItemBatcher | undefined;
  readonly resultWriter: ResultWriter | undefined;
  readonly toleratedFailureCount: Dynamic<number> | undefined;
  readonly toleratedFailurePercentage: Dynamic<number> | undefined;
  readonly label: Located<string> | undefined;
}

export interface ItemReader {
  readonly resource: Located<string> | Broken;
  readonly parameters: Template | undefined;
  /** ReaderConfig without MaxItems, as written. */
  readonly config: ReaderConfig;
  readonly maxItems: Dynamic<number> | undefined;
  readonly range: TextRange;
}

/** ReaderConfig's constant members; a member that is absent or of the wrong type is undefined. */
export interface ReaderConfig {
  readonly inputType: string | undefined;
  readonly transformation: string | undefined;
  readonly manifestType: string | undefined;
  readonly csvHeaderLocation: string | undefined;
  readonly csvHeaders: readonly string[] | undefined;
  readonly csvDelimiter: string | undefined;
  readonly itemsPointer: string | undefined;
}

export interface ItemBatcher {
  readonly maxItemsPerBatch: Dynamic<number> | undefined;
  readonly maxInputBytesPerBatch: Dynamic<number> | undefined;
  readonly batchInput: Template | undefined;
  readonly range: TextRange;
}

export interface ResultWriter {
  readonly resource: Located<string> | Broken | undefined;
  readonly parameters: Template | undefined;
  readonly transformation: string | undefined;
  readonly outputType: string | undefined;
  readonly range: TextRange;
}

export interface ErrorHandling {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

/** Defaults of absent fields are filled in. */
export interface Retrier {
  readonly errorEquals: readonly Located<string>[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitterStrategy: 'FULL' | 'NONE';
  readonly range: TextRange;
}

export interface Catcher {
  readonly errorEquals: readonly Located<string>[];
  readonly next: Transition | undefined;
  readonly resultPath: PathOrNull | undefined;
  readonly output: Template | undefined;
  readonly assign: Assignments | undefined;
  readonly range: TextRange;
}
