import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GraphEdit } from '../../../language/graph/graphEdit.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { changeGraph } from '../../../language/refactor/graph/graphChange.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { applyEdits } from '../../../language/text.ts';

const json = `{
  "StartAt": "First",
  "States": {
    // the beginning
    "First": { "Type": "Pass", "Next": "Ask" },
    "Ask": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "Work" }],
      "Default": "First" // once more
    },
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke", /* the work */
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "First" }],
      "End": true
    }
  }
}
`;

const yaml = `StartAt: First
States:
  First: # the beginning
    Type: Pass
    Next: Last # on
  Last:
    Type: Wait
    Seconds: 5
    End: true
`;

function answer(text: string, edit: GraphEdit, format: TextFormat = 'json') {
  const read = (version: string) => {
    const { root, problems } = parseText(version, format);
    return { text: version, root, problems, machine: readStateMachine(root) };
  };
  return changeGraph(read(text), edit, { read });
}

function changed(text: string, edit: GraphEdit, format: TextFormat = 'json'): string {
  const answered = answer(text, edit, format);
  return answered.kind === 'edits' ? applyEdits(text, answered.edits) : JSON.stringify(answered);
}

test('picture: a state added on an edge closes the transitions around it', () => {
  const edit = { kind: 'add', place: { kind: 'on', edge: '/States/First/Next' }, starter: { type: 'Wait' } } as const;
  assert.equal(
    changed(yaml, edit, 'yaml'),
    yaml.replace('Next: Last # on\n', 'Next: Wait # on\n  Wait:\n    Type: Wait\n    Seconds: 60\n    Next: Last\n'),
  );
});

test('picture: a Choice added where the workflow ends brings a state to go to', () => {
  const edit = { kind: 'add', place: { kind: 'after', state: '/States/Last' }, starter: { type: 'Choice' } } as const;
  const text = changed(yaml, edit, 'yaml');
  assert.match(text, /Seconds: 5\n {4}Next: Choice\n/);
  assert.match(text, /Default: Success\n {2}Success:\n {4}Type: Succeed\n$/);
});

test('picture: a deleted state leaves its followers to those that led to it, and comments where they are', () => {
  assert.equal(
    changed(yaml, { kind: 'delete', states: ['/States/First'] }, 'yaml'),
    'StartAt: Last\nStates:\n  Last:\n    Type: Wait\n    Seconds: 5\n    End: true\n',
  );
});

test('picture: where it is not clear what follows a deleted state, somebody has to choose', () => {
  const asked = answer(json, { kind: 'delete', states: ['/States/Work'] });
  assert.equal(asked.kind, 'asked');
  assert.deepEqual(asked.kind === 'asked' && asked.choices.map(({ name }) => name), ['First', 'Ask']);
  const text = changed(json, { kind: 'delete', states: ['/States/Work'], instead: '/States/Ask' });
  assert.match(text, /"IsNull": true, "Next": "Ask" \}/);
  assert.doesNotMatch(text, /Work"/);
});

test('picture: the only state of a scope stays', () => {
  const only = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }';
  assert.deepEqual(answer(only, { kind: 'delete', states: ['/States/A'] }), {
    kind: 'refused',
    reason: '“A” is the only state here, and there must be one.',
  });
});

test('picture: a wrapped state keeps its comments, and its catchers move to the state around it', () => {
  const text = changed(json, { kind: 'wrap', states: ['/States/Work'], in: 'Map' });
  const start = text.indexOf('"Map": {');
  assert.equal(
    text.slice(start, text.lastIndexOf('  }\n}')),
    `"Map": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": {
          "Mode": "INLINE"
        },
        "StartAt": "Work",
        "States": {
          "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke", /* the work */
            "End": true
          }
        }
      },
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "First" }],
      "End": true
    }
`,
  );
  assert.match(text, /"IsNull": true, "Next": "Map" \}/);
});

const chain = `{
  "StartAt": "Ask",
  "States": {
    "Ask": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "Work" }],
      "Default": "Last"
    }, // first
    "Last": { "Type": "Succeed" },
    // the work
    "Work": { "Type": "Pass", "Next": "Last" }
  }
}
`;

test('picture: states with one way in and one way on are wrapped together, in the order of the text', () => {
  const text = changed(chain, { kind: 'wrap', states: ['/States/Work', '/States/Ask'], in: 'Parallel' });
  assert.equal(
    text,
    `{
  "StartAt": "Parallel",
  "States": {
    "Parallel": {
      "Type": "Parallel",
      "Branches": [
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Choice",
              "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "Work" }],
              "Default": "Done"
            },
            "Work": { "Type": "Pass", "End": true },
            "Done": {
              "Type": "Succeed"
            }
          }
        }
      ],
      "OutputPath": "$[0]",
      "Next": "Last"
    }, // first
    "Last": { "Type": "Succeed" }
    // the work
  }
}
`,
  );
});

test('picture: states that cannot be taken for one are not wrapped, with the reason', () => {
  const refusal = (...states: readonly string[]) => {
    const answered = answer(json, { kind: 'wrap', states, in: 'Map' });
    return answered.kind === 'refused' ? answered.reason : answered.kind;
  };
  const ways = 'One way on leads to “First”, another one ends the workflow.';
  assert.equal(refusal('/States/Ask', '/States/Work'), ways);
  assert.equal(refusal('/States/First', '/States/Gone'), 'The states are not all there any more.');
  const inner = changed(json, { kind: 'wrap', states: ['/States/Work'], in: 'Map' });
  const apart = ['/States/First', '/States/Map/ItemProcessor/States/Work'];
  assert.deepEqual(answer(inner, { kind: 'wrap', states: apart, in: 'Map' }), {
    kind: 'refused',
    reason: 'The states do not stand in the same group.',
  });
});

test('picture: several states are deleted at once, and what led to them leads to what followed', () => {
  const text = changed(chain, { kind: 'delete', states: ['/States/Ask', '/States/Work'] });
  assert.match(text, /"StartAt": "Last",\n {2}"States": \{/);
  assert.deepEqual(Object.keys(JSON.parse(text.replaceAll(/\/\/.*/g, '')).States), ['Last']);
  assert.equal(
    answer(chain, { kind: 'delete', states: ['/States/Ask', '/States/Work', '/States/Last'] }).kind,
    'refused',
  );
});

test('picture: a transition stays in its scope', () => {
  const inner = changed(json, { kind: 'wrap', states: ['/States/Work'], in: 'Map' });
  const edit = { kind: 'redirect', edge: '/States/First/Next', to: '/States/Map/ItemProcessor/States/Work' } as const;
  assert.equal(answer(inner, edit).kind, 'refused');
});

test('picture: a name that is taken is refused', () => {
  assert.deepEqual(answer(json, { kind: 'rename', state: '/States/First', name: 'Ask' }), {
    kind: 'refused',
    reason: 'There is a state “Ask” already.',
  });
});

test('picture: a field is written in the form that its kind asks for', () => {
  const set = (field: string, text: string) =>
    changed(yaml, { kind: 'setField', state: '/States/Last', field, text }, 'yaml');
  assert.match(set('Seconds', '90'), /Seconds: 90\n/);
  assert.match(set('Comment', 'a: b'), /Type: Wait\n {4}Comment: "a: b"\n/);
  assert.match(set('Next', 'First'), /Seconds: 5\n {4}Next: First\n$/);
});
