import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isObject, type Json, member } from '../../../language/json.ts';
import type { TaskAnswer, TaskRequest } from '../../../runtime/interpreter/host.ts';
import { run, succeeds } from '../../kit/fakeHost.ts';
import { expand, snippetsIn, workflowWith } from '../../kit/snippets.ts';

const input: Json = {
  key: 'k',
  value: 5,
  text: 'text',
  items: [1, 2],
  seconds: 1,
  moment: '2024-06-01T00:00:01Z',
  error: { Error: 'Wrong', Cause: 'It is.' },
  kind: 'value',
  part: 'part',
  left: 1,
};

/** What every service answers: enough for each choice that follows. */
function answer({ input: asked }: TaskRequest): TaskAnswer {
  const payload = isObject(asked) ? member(asked, 'Payload') : undefined;
  const known = isObject(payload) ? payload : {};
  const result = { ...known, status: 'SUCCEEDED', approved: true, left: 0, items: [1, 2], open: false };
  return succeeds({ Payload: result, Output: result, ResponseBody: result, StatusCode: 200, approved: true });
}

async function outcomeOf(definition: string) {
  const { status, output, error } = await run(definition, input, { runTask: answer });
  return { status, output: output === undefined ? null : (JSON.parse(output) as Json), error: error ?? null };
}

/** What reads from S3 has nothing to read here. */
const reads = /^asl-dmap-/;

test('snippets: do the same in JSONPath and in JSONata', async () => {
  const snippets = snippetsIn('asl.json');
  for (const [name, snippet] of Object.entries(snippets)) {
    const twin = snippets[`${name} (JSONata)`];
    if (!twin || snippet.prefix === 'asl-workflow') continue;
    const [one, other] = await Promise.all(
      [snippet, twin].map((each) => outcomeOf(workflowWith(expand(each), 'json'))),
    );
    assert.deepEqual(other, one, name);
    if (!reads.test(snippet.prefix)) assert.notEqual(one?.error, 'States.Runtime', name);
  }
});
