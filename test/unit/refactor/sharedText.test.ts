import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { mendsOf } from '../../../language/refactor/mends/mend.ts';
import { refactoringsAt } from '../../../language/refactor/refactorings.ts';
import { renameState } from '../../../language/refactor/renameState.ts';
import { parseText } from '../../../language/syntax/parseText.ts';
import { toJson } from '../../../language/syntax/syntaxTree.ts';
import { applyEdits } from '../../../language/text.ts';

const text = `StartAt: A
States:
  A: &call
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: { FunctionName: f }
    Next: B
  B:
    <<: *call
    ResultPath: $.b
    Next: C
  C: *call
`;

function read(written: string) {
  const parsed = parseText(written, 'yaml');
  return { ...checkDefinition(parsed), text: written, root: parsed.root };
}

function changesAt(word: string) {
  const start = text.indexOf(word);
  return refactoringsAt({ start, end: start }, read(text));
}

test('shared text: a state that others take their parts from is not rewritten alone', () => {
  for (const word of ['A: &call', 'C: *call']) {
    for (const { title, edits, refused } of changesAt(word)) {
      const after = read(applyEdits(text, edits));
      const others = (root: typeof after.root) => {
        const { States } = toJson(root) as { States: Record<string, unknown> };
        return Object.entries(States).filter(([name]) => name === (word[0] === 'A' ? 'C' : 'A'));
      };
      if (refused === undefined && !/the (?:state machine|file)/.test(title))
        assert.deepEqual(others(after.root), others(read(text).root), title);
    }
    assert.ok(changesAt(word).some(({ title, refused }) => title.includes('retrier') && refused?.includes('anchors')));
  }
});

test('shared text: a state changes what is its own', () => {
  const retrier = changesAt('B:').find(({ title }) => title.includes('retrier'));
  const { machine } = read(applyEdits(text, retrier?.edits ?? []));
  assert.deepEqual(
    machine.states.map((state) => 'retry' in state && state.retry.length),
    [0, 1, 0],
  );
});

test('shared text: the whole machine is converted at once, or not at all', () => {
  const toJsonata = (written: string) =>
    refactoringsAt({ start: 0, end: 0 }, read(written)).find(({ title }) => title.includes('state machine to JSONata'));
  assert.match(toJsonata(text)?.refused ?? '', /anchors/);
  const alike = text.replace('    ResultPath: $.b\n', '');
  const { findings, machine } = read(applyEdits(alike, toJsonata(alike)?.edits ?? []));
  assert.deepEqual(
    findings.map(({ message }) => message),
    read(alike).findings.map(({ message }) => message),
  );
  assert.ok(machine.states.every(({ queryLanguage }) => queryLanguage === 'JSONata'));
});

test('shared text: a name that stands once is renamed once', () => {
  const state = read(text).machine.states.find(({ name }) => name === 'B');
  assert.ok(state);
  const after = applyEdits(text, renameState(text, state, 'Other'));
  assert.equal(after, text.replace('Next: B', 'Next: Other').replace('  B:', '  Other:'));
});

test('shared text: what is wrong in it is mended there', () => {
  const wrong = text.replace('Next: B', 'Next: BB');
  const written = read(wrong);
  const finding = written.findings.find(({ message }) => message.includes('BB'));
  assert.ok(finding);
  const [change] = mendsOf(finding, written).filter(({ title }) => /[“"]?B[”"]?$/.test(title));
  assert.equal(change && applyEdits(wrong, change.edits), text);
});
