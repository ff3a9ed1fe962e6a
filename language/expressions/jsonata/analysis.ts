import type {
  ArrayNode,
  Group,
  JsonataNode,
  LambdaNode,
  NegationNode,
  ObjectNode,
  PathNode,
  VariableNode,
} from './syntax.ts';

/** What an expression refers to. Offsets are within its text. */
export interface Analysis {
  /** Variables read but not bound in the expression; functions that are called are not among them. */
  readonly variables: readonly Mention[];
  /** Functions called by a name that the expression does not bind. */
  readonly calls: readonly CallMention[];
  /** Members of `$states`. */
  readonly statesMembers: readonly Mention[];
  /** Names at the start of a path where there is no context value. */
  readonly bareNames: readonly Mention[];
  /** `$$`. */
  readonly roots: readonly Mention[];
  /** Operators that JSONata 2.0.6 does not have: `??` and `?:`. */
  readonly newerOperators: readonly Mention[];
}

export interface Mention {
  /** Without `$`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface CallMention extends Mention {
  readonly argumentCount: number;
  /** Called with `~>`, which supplies the first argument, or with placeholders. */
  readonly isComplete: boolean;
}

/** The names bound in a block or a lambda: up to where the walk is, and anywhere in it. */
interface Scope {
  readonly bound: Set<string>;
  readonly bindings: ReadonlySet<string>;
  readonly isLambda: boolean;
}

interface Place {
  /** Whether there is a context value, as in later steps, predicates and groups. */
  readonly hasContext: boolean;
  readonly scopes: readonly Scope[];
}

interface Findings {
  readonly text: string;
  readonly variables: Mention[];
  readonly calls: CallMention[];
  readonly statesMembers: Mention[];
  readonly bareNames: Mention[];
  readonly roots: Mention[];
  readonly newerOperators: Mention[];
}

/** Walks the tree once. */
export function analyse(tree: JsonataNode, text: string): Analysis {
  const findings: Findings = {
    text,
    variables: [],
    calls: [],
    statesMembers: [],
    bareNames: [],
    roots: [],
    newerOperators: [],
  };
  visit(tree, { hasContext: false, scopes: [scopeOf([tree], false)] }, findings);
  return findings;
}

function visit(node: JsonataNode, place: Place, findings: Findings): void {
  visitNode(node, place, findings);
  const inside = { ...place, hasContext: true };
  for (const stage of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
    if (stage.type === 'filter') visit(stage.expr, inside, findings);
  }
  if (node.group && node.type !== 'path') visitGroup(node.group, inside, findings);
}

function visitGroup(group: Group, place: Place, findings: Findings): void {
  for (const pair of group.lhs) visitAll(pair, place, findings);
}

function visitAll(nodes: readonly JsonataNode[], place: Place, findings: Findings): void {
  for (const node of nodes) visit(node, place, findings);
}

function visitNode(node: JsonataNode, place: Place, findings: Findings): void {
  switch (node.type) {
    case 'path':
      visitPath(node, place, findings);
      break;
    case 'binary':
    case 'apply':
      visitSides(node, place, findings);
      break;
    case 'unary':
      visitAll(operandsOf(node), place, findings);
      break;
    case 'name':
      if (!place.hasContext) findings.bareNames.push(mention(node.value, node.position, findings.text));
      break;
    case 'condition':
      noteNewerOperator(node.position ?? 0, findings);
      visitAll([node.condition, node.then, ...(node.else ? [node.else] : [])], place, findings);
      break;
    case 'block':
      visitAll(node.expressions, inScope(place, scopeOf(node.expressions, false)), findings);
      break;
    case 'bind':
      visit(node.rhs, place, findings);
      place.scopes.at(-1)?.bound.add(node.lhs.value);
      break;
    case 'function':
    case 'partial':
      visitCall(node.procedure, node.arguments, { ...place, isComplete: node.type === 'function' }, findings);
      break;
    case 'variable':
      visitVariable(node, place, findings);
      break;
    case 'lambda':
      visitLambda(node, place, findings);
      break;
    case 'transform':
      visitAll(
        [node.pattern, node.update, ...(node.delete ? [node.delete] : [])],
        { ...place, hasContext: true },
        findings,
      );
      break;
    case 'sort':
      visitAll(
        node.terms.map((term) => term.expression),
        { ...place, hasContext: true },
        findings,
      );
      break;
    default:
      // Literals, wildcards, parents, regular expressions and placeholders refer to nothing.
      break;
  }
}

function operandsOf(node: NegationNode | ArrayNode | ObjectNode): readonly JsonataNode[] {
  if (node.value === '-') return [node.expression];
  return node.value === '[' ? node.expressions : node.lhs.flat();
}

function visitSides(node: JsonataNode & { type: 'binary' | 'apply' }, place: Place, findings: Findings): void {
  visit(node.lhs, place, findings);
  const { rhs } = node;
  if (node.type === 'apply' && rhs.type === 'function') {
    visitCall(rhs.procedure, rhs.arguments, { ...place, isComplete: false }, findings);
  } else {
    visit(rhs, place, findings);
  }
}

function visitPath(path: PathNode, place: Place, findings: Findings): void {
  const bound = path.steps.flatMap((step) => [
    step.focus,
    step.index,
    ...(step.stages ?? []).map((stage) => (stage.type === 'index' ? stage.value : undefined)),
  ]);
  const names = bound.filter((name) => name !== undefined);
  const inner =
    names.length === 0 ? place : inScope(place, { bound: new Set(names), bindings: new Set(names), isLambda: false });
  const [first, second] = path.steps;
  if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name' && !first.predicate) {
    findings.statesMembers.push(mention(second.value, second.position, findings.text));
  }
  for (const [at, step] of path.steps.entries())
    visit(step, { ...inner, hasContext: inner.hasContext || at > 0 }, findings);
  if (path.group) visitGroup(path.group, { ...inner, hasContext: true }, findings);
}

function visitCall(
  procedure: JsonataNode,
  args: readonly JsonataNode[],
  place: Place & { isComplete: boolean },
  findings: Findings,
): void {
  if (procedure.type !== 'variable') visit(procedure, place, findings);
  else if (procedure.position !== undefined && !isBound(procedure.value, place.scopes)) {
    const { isComplete } = place;
    findings.calls.push({ ...mentionOfVariable(procedure, findings.text), argumentCount: args.length, isComplete });
  }
  visitAll(args, place, findings);
}

function visitVariable(node: VariableNode, place: Place, findings: Findings): void {
  if (node.value === '$') findings.roots.push(mentionOfVariable(node, findings.text));
  else if (node.value !== '' && node.value !== 'states' && !isBound(node.value, place.scopes)) {
    findings.variables.push(mentionOfVariable(node, findings.text));
  }
}

function visitLambda(node: LambdaNode, place: Place, findings: Findings): void {
  if (node.thunk) {
    visit(node.body, place, findings);
    return;
  }
  const names = new Set(node.arguments.map((argument) => argument.value));
  const inner = scopeOf([node.body], true);
  visit(node.body, inScope(place, { ...inner, bound: names }), findings);
}

function inScope(place: Place, scope: Scope): Place {
  return { ...place, scopes: [...place.scopes, scope] };
}

function scopeOf(expressions: readonly JsonataNode[], isLambda: boolean): Scope {
  const bindings = new Set<string>();
  for (const expression of expressions) collectBindings(expression, bindings);
  return { bound: new Set(), bindings, isLambda };
}

/** The names that an expression binds in the scope it stands in: `:=` alone, in chains and in conditions. */
function collectBindings(node: JsonataNode, names: Set<string>): void {
  if (node.type === 'bind') {
    names.add(node.lhs.value);
    collectBindings(node.rhs, names);
  } else if (node.type === 'condition') {
    collectBindings(node.then, names);
    if (node.else) collectBindings(node.else, names);
  }
}

/** A lambda runs later than it is written, so around it every binding counts; before a lambda only those already made. */
function isBound(name: string, scopes: readonly Scope[]): boolean {
  let isLater = false;
  for (let at = scopes.length - 1; at >= 0; at--) {
    const scope = scopes[at];
    if (scope?.bound.has(name) || (isLater && scope?.bindings.has(name))) return true;
    isLater ||= scope?.isLambda ?? false;
  }
  return false;
}

function noteNewerOperator(position: number, findings: Findings): void {
  const operator = findings.text.slice(position - 2, position);
  if (operator === '??' || operator === '?:') {
    findings.newerOperators.push({ name: operator, start: position - 2, end: position });
  }
}

function mentionOfVariable(node: VariableNode, text: string): Mention {
  const { start, ...rest } = mention(node.value, node.position, text);
  return { ...rest, start: Math.max(0, start - 1) };
}

/** Tokens know where they end; a quoted name is longer than it reads. */
function mention(name: string, position: number | undefined, text: string): Mention {
  const end = Math.min(position ?? 0, text.length);
  const quotes = /[`'"]/.test(text[end - 1] ?? '') ? 2 : 0;
  return { name, start: Math.max(0, end - name.length - quotes), end };
}
