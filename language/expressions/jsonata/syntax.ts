/** The syntax tree as the parser of the `jsonata` package hands it out, after its post-parse stage. */
export type JsonataNode =
  | PathNode
  | BinaryNode
  | NegationNode
  | ArrayNode
  | ObjectNode
  | NameNode
  | LiteralNode
  | WildcardNode
  | ParentNode
  | ConditionNode
  | BlockNode
  | BindNode
  | RegexNode
  | CallNode
  | PartialNode
  | VariableNode
  | LambdaNode
  | ApplyNode
  | TransformNode
  | SortNode
  | PlaceholderNode;

interface NodeBase {
  /** The offset behind the token that made the node. */
  readonly position?: number;
  /** Predicates of a node that is no step. */
  readonly predicate?: readonly FilterStage[];
  /** Predicates and index bindings of a step. */
  readonly stages?: readonly Stage[];
  readonly group?: Group;
  /** `[]` followed: a single result stays an array. */
  readonly keepArray?: boolean;
  /** `@$v`: the variable that each value of this step is bound to. */
  readonly focus?: string;
  /** `#$i`: the variable that each position in this step is bound to. */
  readonly index?: string;
  /** The step takes part in a stream of tuples. */
  readonly tuple?: boolean;
}

export interface FilterStage {
  readonly type: 'filter';
  readonly expr: JsonataNode;
}

export type Stage = FilterStage | { readonly type: 'index'; readonly value: string };

export interface Group {
  readonly lhs: readonly Pair[];
  readonly position?: number;
}

export type Pair = readonly [JsonataNode, JsonataNode];

export interface PathNode extends NodeBase {
  readonly type: 'path';
  readonly steps: readonly JsonataNode[];
  readonly keepSingletonArray?: boolean;
}

export interface BinaryNode extends NodeBase {
  readonly type: 'binary';
  readonly value: string;
  readonly lhs: JsonataNode;
  readonly rhs: JsonataNode;
}

export interface NegationNode extends NodeBase {
  readonly type: 'unary';
  readonly value: '-';
  readonly expression: JsonataNode;
}

export interface ArrayNode extends NodeBase {
  readonly type: 'unary';
  readonly value: '[';
  readonly expressions: readonly JsonataNode[];
  /** First or last step of a path: the array is one value, not a list of values. */
  readonly consarray?: boolean;
}

export interface ObjectNode extends NodeBase {
  readonly type: 'unary';
  readonly value: '{';
  readonly lhs: readonly Pair[];
}

export interface NameNode extends NodeBase {
  readonly type: 'name';
  readonly value: string;
}

export interface LiteralNode extends NodeBase {
  readonly type: 'string' | 'number' | 'value';
  readonly value: string | number | boolean | null;
}

export interface WildcardNode extends NodeBase {
  readonly type: 'wildcard' | 'descendant';
}

export interface ParentNode extends NodeBase {
  readonly type: 'parent';
}

export interface ConditionNode extends NodeBase {
  readonly type: 'condition';
  readonly condition: JsonataNode;
  readonly then: JsonataNode;
  readonly else?: JsonataNode;
}

export interface BlockNode extends NodeBase {
  readonly type: 'block';
  readonly expressions: readonly JsonataNode[];
  readonly consarray?: boolean;
}

export interface BindNode extends NodeBase {
  readonly type: 'bind';
  readonly lhs: VariableNode;
  readonly rhs: JsonataNode;
}

export interface RegexNode extends NodeBase {
  readonly type: 'regex';
  readonly value: RegExp;
}

export interface CallNode extends NodeBase {
  readonly type: 'function';
  readonly procedure: JsonataNode;
  readonly arguments: readonly JsonataNode[];
}

export interface PartialNode extends NodeBase {
  readonly type: 'partial';
  readonly procedure: JsonataNode;
  readonly arguments: readonly JsonataNode[];
}

/** `$name`; the empty name is the context value and `$` the root. */
export interface VariableNode extends NodeBase {
  readonly type: 'variable';
  readonly value: string;
}

export interface LambdaNode extends NodeBase {
  readonly type: 'lambda';
  readonly arguments: readonly VariableNode[];
  readonly body: JsonataNode;
  /** Checks the arguments, if the function declares their types. */
  readonly signature?: { validate(args: readonly unknown[], context: unknown): readonly unknown[] };
  /** A tail call, packed up by the parser so that it runs after the function that makes it. */
  readonly thunk?: boolean;
}

export interface ApplyNode extends NodeBase {
  readonly type: 'apply';
  readonly lhs: JsonataNode;
  readonly rhs: JsonataNode;
}

export interface TransformNode extends NodeBase {
  readonly type: 'transform';
  readonly pattern: JsonataNode;
  readonly update: JsonataNode;
  readonly delete?: JsonataNode;
}

export interface SortNode extends NodeBase {
  readonly type: 'sort';
  readonly terms: readonly { readonly descending: boolean; readonly expression: JsonataNode }[];
}

/** `?` among the arguments of a partial application. */
export interface PlaceholderNode extends NodeBase {
  readonly type: 'operator';
  readonly value: '?';
}
