import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildGraph } from '../../../language/graph/buildGraph.ts';
import { mermaidOf } from '../../../language/graph/mermaid.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';

test('mermaid: states, groups, rules and catchers become a flowchart', () => {
  const inner = { StartAt: 'In', States: { In: { Type: 'Succeed' } } };
  const definition = {
    StartAt: 'Pick',
    States: {
      Pick: { Type: 'Choice', Choices: [{ Variable: '$.a', StringEquals: 'x', Next: 'Both' }], Default: 'No' },
      Both: { Type: 'Parallel', Branches: [inner], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'No' }], End: true },
      No: { Type: 'Fail', Comment: 'never shown' },
    },
  };
  assert.equal(
    mermaid(definition),
    `flowchart TD
  n0{{"Pick<br/>1 rule"}}
  subgraph n1["Both<br/>1 branch"]
    subgraph s3["Branch 1"]
      n5["In"]
      n6(["Start"])
      n6 --> n5
    end
  end
  n2["No"]
  n3(["Start"])
  n4(["End"])
  n3 --> n0
  n0 -->|"$.a = #quot;x#quot;"| n1
  n0 -->|"otherwise"| n2
  n1 --> n4
  n1 -.->|"States.ALL"| n2
`,
  );
});

test('mermaid: names are text, whatever stands in them', () => {
  const name = '<b onclick="x">`#quot; end\nflowchart';
  const text = mermaid({ StartAt: name, States: { [name]: { Type: 'Succeed' } } });
  assert.match(text, /n0\["#lt;b onclick=#quot;x#quot;#gt;#96;#35;quot; end<br\/>flowchart"\]/);
});

function mermaid(definition: object): string {
  return mermaidOf(buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root)));
}
