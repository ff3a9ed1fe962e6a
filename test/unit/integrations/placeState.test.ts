import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { insertState, replaceState } from '../../../language/integrations/placeState.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { toJson } from '../../../language/syntax/syntaxTree.ts';
import type { TextEdit } from '../../../language/text.ts';

const json = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": {
      "Type": "Pass",
      "End": true
    }
  }
}
`;
const yaml = `StartAt: A
States:
  A:
    Type: Pass
    Next: B # first
  B:
    Type: Pass
    End: true
`;
const body = { Type: 'Wait', Seconds: 1 };

function read(text: string, format: TextFormat) {
  const parsed = parseText(text, format);
  return {
    ...checkDefinition(parsed),
    value: toJson(parsed.root) as { StartAt: string; States: Record<string, unknown> },
  };
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const backwards = edits.toSorted((one, other) => other.range.start - one.range.start);
  return backwards.reduce(
    (all, { range, newText }) => all.slice(0, range.start) + newText + all.slice(range.end),
    text,
  );
}

for (const [text, format] of [
  [json, 'json'],
  [yaml, 'yaml'],
] as const) {
  test(`placing a state: goes between two states, and behind the last, in ${format}`, () => {
    const { machine } = read(text, format);
    const between = applied(text, insertState(text, machine.top, machine.top.states.get('A'), 'New', body));
    assert.deepEqual(read(between, format).value.States, {
      A: { Type: 'Pass', Next: 'New' },
      New: { ...body, Next: 'B' },
      B: { Type: 'Pass', End: true },
    });
    if (format === 'yaml') assert.match(between, /Next: New # first/);
    const behind = applied(text, insertState(text, machine.top, machine.top.states.get('B'), 'New', body));
    assert.deepEqual(read(behind, format).value.States, {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Pass', Next: 'New' },
      New: { ...body, End: true },
    });
    assert.deepEqual([...read(between, format).findings, ...read(behind, format).findings], []);
  });

  test(`placing a state: replaces one in ${format}`, () => {
    const { machine } = read(text, format);
    const state = machine.top.states.get('B');
    assert.ok(state);
    const after = applied(text, replaceState(text, state, { ...body, End: true }));
    assert.deepEqual(read(after, format).value.States.B, { ...body, End: true });
  });
}

test('placing a state: starts an empty workflow with it', () => {
  for (const text of ['{\n  "StartAt": "Gone",\n  "States": {}\n}', '{ "States": {} }']) {
    const { machine } = read(text, 'json');
    const { value, findings } = read(applied(text, insertState(text, machine.top, undefined, 'New', body)), 'json');
    assert.deepEqual(value, { StartAt: 'New', States: { New: { ...body, End: true } } });
    assert.deepEqual(findings, []);
  }
});
