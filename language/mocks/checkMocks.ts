import { type FindingCode, severityOf } from '../checks/codes.ts';
import type { Finding } from '../checks/finding.ts';
import { type Misfit, misfitsOf } from '../integrations/checkValue.ts';
import { errorNames } from '../model/errorNames.ts';
import { nearest } from '../nearest.ts';
import { memberOf, type SyntaxNode } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import {
  type MockedWorkflow,
  type MockSurroundings,
  resourceOfState,
  stateNamed,
  statesWith,
  workflowMeant,
} from './mockedWorkflows.ts';
import type { MockEntry, MockedMachine, MockFile } from './mockFile.ts';

/** What is wrong with a mock file by itself, beside its workflows, and beside the services that it stands for. */
export function checkMocks(file: MockFile, surroundings: MockSurroundings): readonly Finding[] {
  return [
    ...file.problems.map(({ message, range }) => finding('hint.mock-file', message, range)),
    ...Array.from(file.machines).flatMap(([name, machine]) => checkMachine(file, name, machine, surroundings)),
    ...Array.from(file.responses).flatMap(([name, { entries }]) =>
      entries.flatMap((entry) => checkEntry(file, name, entry, surroundings)),
    ),
  ];
}

function checkMachine(
  file: MockFile,
  name: string,
  { nameRange, testCases }: MockedMachine,
  { workflows }: MockSurroundings,
): readonly Finding[] {
  const workflow = workflowMeant(file, name, workflows);
  if (workflow) return Array.from(testCases.values()).flatMap(({ states }) => checkStates(workflow, states));
  if (workflows.length === 0) return [];
  const candidates = workflows.map((each) => each.name);
  return [finding('hint.mock-name', `No workflow here is called “${name}”.${meant(name, candidates)}`, nameRange)];
}

function checkStates(
  workflow: MockedWorkflow,
  states: ReadonlyMap<string, { readonly nameRange: TextRange }>,
): readonly Finding[] {
  return Array.from(states).flatMap(([name, { nameRange }]) => {
    const state = stateNamed(workflow, name);
    if (state?.type === 'Task' || state?.type === 'Broken') return [];
    const tasks = workflow.machine.states.filter(({ type }) => type === 'Task').map((task) => task.name);
    const message = state
      ? `“${name}” is a ${state.type} state: only tasks are mocked.`
      : `“${workflow.name}” has no state “${name}”.${meant(name, tasks)}`;
    return [finding('hint.mock-name', message, nameRange)];
  });
}

function checkEntry(
  file: MockFile,
  response: string,
  { outcome }: MockEntry,
  surroundings: MockSurroundings,
): readonly Finding[] {
  switch (outcome.kind) {
    case 'broken':
      return [];
    case 'throw': {
      if (!outcome.error.startsWith('States.') || errorNames.has(outcome.error)) return [];
      const message = `Step Functions has no error “${outcome.error}”.${meant(outcome.error, errorNames.keys())}`;
      return [finding('hint.mock-name', message, outcome.errorRange)];
    }
    case 'return':
      return checkResult(file, response, outcome, surroundings);
  }
}

/** A response that several tasks share must fit one of them. */
function checkResult(
  file: MockFile,
  response: string,
  { value, node }: MockEntry['outcome'] & { readonly kind: 'return' },
  { workflows, resultOf }: MockSurroundings,
): readonly Finding[] {
  const resources = new Set(statesWith(file, response, workflows).flatMap((state) => resourceOfState(state) ?? []));
  let fewest: readonly Finding[] | undefined;
  for (const resource of resources) {
    const members = resultOf(resource);
    if (!members) return [];
    const found = [...misfitsOf(value, members)].flatMap((misfit) => toFinding(misfit, node, calledBy(resource)));
    if (!fewest || found.length < fewest.length) fewest = found;
  }
  return fewest ?? [];
}

function toFinding(misfit: Misfit, root: SyntaxNode, service: string): readonly Finding[] {
  const field = misfit.field === '' ? 'The result' : `“${misfit.field}”`;
  const ofService = `in the answer of ${service}`;
  const value = valueAt(root, misfit.path);
  switch (misfit.kind) {
    // A test needs only the members that its workflow reads, and older integrations answer seconds.
    case 'missingMember':
    case 'numberForTime':
      return [];
    case 'unknownMember': {
      const message = `${service} is not known to answer ${field}.${asMeant(misfit.nearest)}`;
      return [finding('hint.mock-member', message, keyRange(root, misfit.path))];
    }
    case 'wrongType':
      return [finding('hint.mock-result', `${field} must be ${misfit.expected} ${ofService}.`, value.range)];
    case 'unexpectedValue': {
      const message = `${field} is one of ${misfit.values.slice(0, mostValues).join(', ')}${misfit.values.length > mostValues ? '…' : ''} ${ofService}.`;
      return [finding('hint.mock-result', message, value.range)];
    }
    case 'tooLittle':
    case 'tooMuch': {
      // Services do answer empty lists where their models say otherwise.
      if (value.kind === 'array' || value.kind === 'object') return [];
      const bound = misfit.kind === 'tooLittle' ? 'at least' : 'at most';
      const message = `${field} has a ${misfit.of} of ${bound} ${misfit.limit} ${ofService}.`;
      return [finding('hint.mock-result', message, value.range)];
    }
  }
}

const mostValues = 8;

/** The service and action of a Resource: `sqs:sendMessage`. */
function calledBy(resource: string): string {
  return resource.replace(/^arn:[^:]*:states:[^:]*:[^:]*:(aws-sdk:)?/, '');
}

/** The innermost value on the way along a path. */
function valueAt(root: SyntaxNode, path: readonly (string | number)[]): SyntaxNode {
  let node = root;
  for (const step of path) {
    const inside = typeof step === 'number' ? node.kind === 'array' && node.items[step] : memberOf(node, step)?.value;
    if (!inside) return node;
    node = inside;
  }
  return node;
}

function keyRange(root: SyntaxNode, path: readonly (string | number)[]): TextRange {
  const object = valueAt(root, path.slice(0, -1));
  return memberOf(object, String(path.at(-1)))?.key.range ?? object.range;
}

function finding(code: FindingCode, message: string, range: TextRange): Finding {
  return { code, severity: severityOf(code), message, range, location: undefined };
}

function meant(name: string, candidates: Iterable<string>): string {
  return asMeant(nearest(name, candidates));
}

function asMeant(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean “${name}”?`;
}
