import { nearest } from '../nearest.ts';
import { parseJson } from '../syntax/parseJson.ts';
import { type MemberNode, type ObjectNode, type SyntaxNode, type SyntaxProblem, toJson } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import type { MockEntry, MockedMachine, MockedResponse, MockedState, MockFile, TestCase } from './mockFile.ts';

/** Reads a mock file. Never fails: what cannot be used is listed with its place, the rest can be used. */
export function parseMocks(text: string): MockFile {
  const { root, problems } = parseJson(text);
  const reader = new MockReader(problems.filter(({ severity }) => severity === 'error'));
  return reader.read(root);
}

class MockReader {
  readonly #problems: SyntaxProblem[];

  constructor(problems: readonly SyntaxProblem[]) {
    this.#problems = [...problems];
  }

  read(root: SyntaxNode | undefined): MockFile {
    const members = this.#fields(root, ['StateMachines', 'MockedResponses'], 'A mock file');
    const responses = new Map(
      this.#membersOf(members.get('MockedResponses')).map((member) => [member.key.value, this.#response(member)]),
    );
    const machines = new Map(
      this.#membersOf(members.get('StateMachines')).map((member) => [
        member.key.value,
        this.#machine(member, responses),
      ]),
    );
    return { machines, responses, problems: this.#problems };
  }

  #machine(machine: MemberNode, responses: ReadonlyMap<string, MockedResponse>): MockedMachine {
    const cases = this.#fields(machine.value, ['TestCases'], 'A state machine', machine.key.range).get('TestCases');
    const testCases = this.#membersOf(cases).map((member): [string, TestCase] => [
      member.key.value,
      this.#testCase(member, responses),
    ]);
    return { nameRange: machine.key.range, testCases: new Map(testCases) };
  }

  #testCase(testCase: MemberNode, responses: ReadonlyMap<string, MockedResponse>): TestCase {
    const states = new Map<string, MockedState>();
    for (const { key, value } of this.#membersOf(testCase)) {
      if (value?.kind !== 'string') {
        this.#report('The name of a mocked response is expected here.', value?.range ?? key.range);
        continue;
      }
      if (!responses.has(value.value)) {
        this.#report(
          `There is no mocked response “${value.value}”.${meant(value.value, responses.keys())}`,
          value.range,
        );
      }
      states.set(key.value, { nameRange: key.range, response: value.value, range: value.range });
    }
    return { range: testCase.range, states };
  }

  #response(response: MemberNode): MockedResponse {
    const entries: MockEntry[] = [];
    let next = 0;
    for (const member of this.#membersOf(response)) {
      const numbers = invocationsOf(member.key.value);
      if (!numbers) {
        const message = 'An invocation number such as "0", or a range such as "1-3", is expected here.';
        this.#report(message, member.key.range);
        continue;
      }
      if (numbers.first !== next) this.#report(orderProblem(numbers, next, entries), member.key.range);
      next = Math.max(next, numbers.last + 1);
      entries.push({ ...numbers, outcome: this.#outcome(member) });
    }
    if (response.value?.kind === 'object' && entries.length === 0) {
      this.#report('A mocked response needs an entry for invocation "0".', response.key.range);
    }
    return { range: response.range, nameRange: response.key.range, entries };
  }

  #outcome(entry: MemberNode): MockEntry['outcome'] {
    const fields = this.#fields(entry.value, ['Return', 'Throw'], 'An entry', entry.key.range);
    const [returned, thrown] = [fields.get('Return'), fields.get('Throw')];
    if (returned && thrown) return this.#broken('An entry has Return or Throw, not both.', thrown.key.range);
    if (returned?.value) return { kind: 'return', value: toJson(returned.value), node: returned.value };
    if (thrown) return this.#thrown(thrown);
    return this.#broken('An entry needs Return or Throw.', entry.key.range);
  }

  #thrown(thrown: MemberNode): MockEntry['outcome'] {
    const fields = this.#fields(thrown.value, ['Error', 'Cause'], 'Throw', thrown.key.range);
    const error = fields.get('Error')?.value;
    const cause = fields.get('Cause')?.value;
    if (error?.kind !== 'string') return this.#broken('Throw needs an Error, which is a string.', thrown.key.range);
    if (cause && cause.kind !== 'string') this.#report('Cause must be a string.', cause.range);
    const said = cause?.kind === 'string' ? cause.value : undefined;
    return { kind: 'throw', error: error.value, cause: said, errorRange: error.range };
  }

  #broken(reason: string, range: TextRange): MockEntry['outcome'] {
    this.#report(reason, range);
    return { kind: 'broken', reason };
  }

  /** The members of an object that may only have those `known`. */
  #fields(
    node: SyntaxNode | undefined,
    known: readonly string[],
    subject: string,
    place: TextRange = { start: 0, end: 0 },
  ): ReadonlyMap<string, MemberNode> {
    const fields = new Map<string, MemberNode>();
    for (const member of this.#objectMembers(node, subject, place)) {
      const name = member.key.value;
      if (known.includes(name)) fields.set(name, member);
      else this.#report(`${subject} has no “${name}”.${meant(name, known)}`, member.key.range);
    }
    return fields;
  }

  #membersOf(member: MemberNode | undefined): readonly MemberNode[] {
    return member ? this.#objectMembers(member.value, `“${member.key.value}”`, member.key.range) : [];
  }

  #objectMembers(node: SyntaxNode | undefined, subject: string, place: TextRange): ObjectNode['members'] {
    if (node?.kind === 'object') return node.members;
    this.#report(`${subject} must be an object.`, node?.range ?? place);
    return [];
  }

  #report(message: string, range: TextRange): void {
    this.#problems.push({ message, range, severity: 'error' });
  }
}

function invocationsOf(key: string): { first: number; last: number } | undefined {
  const found = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(key);
  if (!found) return undefined;
  const first = Number(found[1]);
  const last = found[2] === undefined ? first : Number(found[2]);
  return last < first ? undefined : { first, last };
}

function orderProblem(
  { first, last }: Pick<MockEntry, 'first' | 'last'>,
  next: number,
  entries: readonly MockEntry[],
): string {
  if (first < next) {
    const other = entries.find((entry) => entry.first <= last && first <= entry.last);
    if (!other) return 'Invocations must stand in their order.';
    return `Invocation ${Math.max(first, other.first)} has an entry already.`;
  }
  return next === 0
    ? 'Invocations are counted from 0.'
    : `Invocation ${next} has no entry: numbers must not leave gaps.`;
}

function meant(name: string, candidates: Iterable<string>): string {
  const found = nearest(name, candidates);
  return found === undefined ? '' : ` Did you mean “${found}”?`;
}
