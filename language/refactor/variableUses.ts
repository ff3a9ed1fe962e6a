import { assignmentsIn } from '../checks/variableFlow.ts';
import { checkJsonata } from '../expressions/checkJsonata.ts';
import { availableAt, expressionsIn, type FoundExpression, pathsIn } from '../model/expressionsIn.ts';
import { objectsIn } from '../model/objectsIn.ts';
import type { Scope, State, StateMachine } from '../model/stateMachine.ts';
import { rangeWithin } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';

/** One place where a variable is assigned or read. */
export interface VariableUse {
  readonly name: string;
  readonly kind: 'write' | 'read';
  /** The name alone, without `$`, `.$` and quotes. */
  readonly range: TextRange;
  /** The scope that the variable lives in: the outermost that assigns it and can be seen from here. */
  readonly home: Scope;
}

/** Every use of every variable. The same name in two branches is two variables. */
function variableUses(machine: StateMachine, text: string): readonly VariableUse[] {
  const writes = machine.states.flatMap((state) =>
    assignmentsIn(state).map(({ name }) => ({ name: name.value, range: name.range, state })),
  );
  const assigned = new Map<string, Set<Scope>>();
  for (const { name, state } of writes) {
    const scopes = assigned.get(name) ?? new Set();
    assigned.set(name, scopes.add(state.scope));
  }
  const home = (name: string, state: State) => homeOf(state.scope, assigned.get(name) ?? new Set());
  return [
    ...writes.map(({ name, range, state }) => ({
      name,
      kind: 'write' as const,
      range: nameIn(text, range, name),
      home: home(name, state),
    })),
    ...expressionsIn(objectsIn(machine)).flatMap((found) =>
      readsIn(found).map(({ name, start, end }) => ({
        name,
        kind: 'read' as const,
        range: rangeWithin(found.node, start + 1, end),
        home: home(name, found.state),
      })),
    ),
  ];
}

/** All uses of the variable that is assigned or read at an offset. */
export function variableUsesAt(machine: StateMachine, text: string, offset: number): readonly VariableUse[] {
  const uses = variableUses(machine, text);
  const here = uses.find(({ range }) => range.start <= offset && offset <= range.end);
  return here ? uses.filter(({ name, home }) => name === here.name && home === here.home) : [];
}

function nameIn(text: string, { start, end }: TextRange, name: string): TextRange {
  const quote = /^\\?["']/.exec(text.slice(start, end))?.[0].length ?? 0;
  return { start: start + quote, end: start + quote + name.length };
}

/** Outwards as far as variables can be seen; iterations of a distributed Map see none of those outside. */
function homeOf(scope: Scope, assigned: ReadonlySet<Scope>): Scope {
  let home = scope;
  for (let outer: Scope | undefined = scope; outer !== undefined; outer = outerOf(outer)) {
    if (assigned.has(outer)) home = outer;
  }
  return home;
}

function outerOf({ owner }: Scope): Scope | undefined {
  if (owner === undefined || (owner.type === 'Map' && owner.mode === 'DISTRIBUTED')) return undefined;
  return owner.scope;
}

interface Read {
  readonly name: string;
  /** Of the `$`. */
  readonly start: number;
  readonly end: number;
}

function readsIn(found: FoundExpression): readonly Read[] {
  const { expression } = found;
  if (expression.kind === 'jsonata') {
    return checkJsonata(expression, availableAt(found)).variables.map(({ name, start, end }) => ({
      name,
      start: expression.start + start,
      end: expression.start + end,
    }));
  }
  return pathsIn(expression).flatMap(({ path: { variable, text }, start }) => {
    if (variable === undefined) return [];
    const at = start + text.indexOf('$');
    return [{ name: variable, start: at, end: at + 1 + variable.length }];
  });
}
