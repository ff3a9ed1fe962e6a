import { Gathered } from '../gathered.ts';
import { expressionsIn, type FoundExpression } from '../model/expressionsIn.ts';
import { type LanguageObject, machineObject, objectsInState } from '../model/objectsIn.ts';
import type { State, StateMachine } from '../model/stateMachine.ts';
import type { ObjectNode } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import { checkAssignments } from './checkAssignments.ts';
import { checkChoices } from './checkChoices.ts';
import { checkDuplicateKeys } from './checkDuplicateKeys.ts';
import { checkErrorHandling } from './checkErrorHandling.ts';
import { checkErrorNames } from './checkErrorNames.ts';
import { checkExpressChildren } from './checkExpressChildren.ts';
import { checkExpressions } from './checkExpressions.ts';
import { checkFields } from './checkFields.ts';
import { checkLimits } from './checkLimits.ts';
import { checkNames } from './checkNames.ts';
import { checkResources } from './checkResources.ts';
import { checkTemplates } from './checkTemplates.ts';
import { checkTimes } from './checkTimes.ts';
import { checkTransitions } from './checkTransitions.ts';
import { checkVariables } from './checkVariables.ts';
import type { Finding } from './finding.ts';
import {
  type Around,
  type CheckOptions,
  type MachineChecking,
  type Report,
  type StateChecking,
  toFinding,
} from './report.ts';
import { type StateVariables, variablesIn } from './stateVariables.ts';

/** A check of each state by itself, or of the states together. */
type Check =
  | { readonly each: (checking: StateChecking) => void }
  | { readonly together: (checking: MachineChecking) => void };

/** In the order in which AWS says things, as far as that is known: structure, values, then the graph. */
const checks: readonly Check[] = [
  { each: checkFields },
  { each: checkExpressions },
  { each: checkTemplates },
  { each: checkResources },
  { together: checkExpressChildren },
  { each: checkErrorHandling },
  { together: checkErrorNames },
  { each: checkAssignments },
  { together: checkVariables },
  { together: checkNames },
  { together: checkTransitions },
  { each: checkChoices },
  { each: checkTimes },
  { each: checkDuplicateKeys },
  { each: checkLimits },
];

/** A state machine with what was found in it. */
export interface CheckedMachine {
  readonly findings: readonly Finding[];
  /** The state of a node. */
  stateOf(node: ObjectNode): CheckedState | undefined;
  readonly around: Around;
}

/** What came of one state by itself: it holds for as long as its text, and what is around it, stay the same. */
export interface CheckedState {
  readonly state: State;
  /** Where the state began when it was checked. */
  readonly start: number;
  readonly found: readonly FoundInState[];
  readonly variables: StateVariables | undefined;
}

interface FoundInState {
  /** The index of the check. */
  readonly check: number;
  readonly finding: Finding;
}

/**
 * Everything worth saying about a state machine. The order depends on the document alone. States whose nodes are those
 * of `earlier` are not checked by themselves again.
 */
export function checkStateMachine(
  machine: StateMachine,
  { type, catalogue }: CheckOptions = {},
  earlier?: CheckedMachine,
): CheckedMachine {
  const { queryLanguage, timeoutSeconds } = machine;
  const around: Around = { queryLanguage, timeoutSeconds, type, catalogue };
  const known = earlier && isSame(earlier.around, around) ? earlier : undefined;
  const states: CheckedState[] = [];
  const variables = new Map<State, StateVariables>();
  const findings: Finding[][] = checks.map(() => []);
  const check = new StateCheck(around);
  for (const { check: index, finding } of check.machine(machine)) findings[index]?.push(finding);
  for (const state of machine.states) {
    const checked = stillTrue(state, known) ?? check.state(state);
    states.push(checked);
    if (checked.variables) variables.set(state, checked.variables);
    if (checked.found.length === 0) continue;
    const by = state.range.start - checked.start;
    for (const { check: index, finding } of checked.found) findings[index]?.push(moved(finding, by));
  }
  for (const [index, check] of checks.entries()) {
    const report: Report = (...said) => findings[index]?.push(toFinding(...said));
    if ('together' in check) check.together({ machine, type, variables, report });
  }
  return { findings: findings.flat(), stateOf: byNode(states), around };
}

function isSame(one: Around, other: Around): boolean {
  return (
    one.queryLanguage === other.queryLanguage &&
    one.timeoutSeconds === other.timeoutSeconds &&
    one.type === other.type &&
    one.catalogue === other.catalogue
  );
}

/** Looks states up by their nodes; only an edit ever wants to. */
function byNode(states: readonly CheckedState[]): CheckedMachine['stateOf'] {
  let found: Map<ObjectNode | undefined, CheckedState> | undefined;
  return (node) => {
    found ??= new Map(states.map((checked) => [checked.state.node, checked]));
    return found.get(node);
  };
}

function stillTrue(state: State, known: CheckedMachine | undefined): CheckedState | undefined {
  const checked = state.node && known?.stateOf(state.node);
  return checked?.state.location === state.location ? checked : undefined;
}

const nothing: readonly never[] = [];

/** Checks one state after the other by itself, with the same lists and the same report for all of them. */
class StateCheck {
  readonly #around: Around;
  readonly #objects = new Gathered<LanguageObject>();
  readonly #expressions = new Gathered<FoundExpression>();
  readonly #found = new Gathered<FoundInState>();
  readonly #report: Report;
  /** The index of the check that is at work. */
  #index = 0;

  constructor(around: Around) {
    this.#around = around;
    this.#report = (...said) => this.#found.add({ check: this.#index, finding: toFinding(...said) });
  }

  /** The fields of the state machine itself. */
  machine(machine: StateMachine): readonly FoundInState[] {
    return this.#check(undefined, [machineObject(machine)], nothing);
  }

  state(state: State): CheckedState {
    const objects = objectsInState(state, this.#objects);
    const expressions = expressionsIn(objects, this.#expressions);
    const found = this.#check(state, objects, expressions);
    return { state, start: state.range.start, found, variables: variablesIn(state, expressions) };
  }

  #check(
    state: State | undefined,
    objects: readonly LanguageObject[],
    expressions: readonly FoundExpression[],
  ): readonly FoundInState[] {
    const { queryLanguage, timeoutSeconds, type, catalogue } = this.#around;
    const report = this.#report;
    const checking = { queryLanguage, timeoutSeconds, type, catalogue, state, objects, expressions, report };
    for (this.#index = 0; this.#index < checks.length; this.#index++) {
      const check = checks[this.#index];
      if (check && 'each' in check) check.each(checking);
    }
    return this.#found.count === 0 ? nothing : this.#found.takeFrom(0);
  }
}

function moved(finding: Finding, by: number): Finding {
  if (by === 0) return finding;
  const move = ({ start, end }: TextRange) => ({ start: start + by, end: end + by });
  const related = finding.related?.map(({ message, range }) => ({ message, range: move(range) }));
  return { ...finding, range: move(finding.range), ...(related && { related }) };
}
