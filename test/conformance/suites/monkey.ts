import { seededRandom } from '../../../runtime/virtualHost.ts';
import { inTemplate, type MonkeyFile, sendMonkey, withComments } from '../../kit/graphMonkey.ts';
import { sampleWorkflows } from '../../kit/sampleWorkflows.ts';
import type { CaseResult, Suite } from '../suite.ts';

/** Files of the corpus that a monkey visits, and its steps in each. */
const fileCount = 300;
const steps = 24;

/** Random changes on the picture of real workflows, every third of them in a template; one result a change. */
export const monkey: Suite = {
  name: 'monkey',
  async *run(root) {
    for (const [index, { name, format, text }] of sampleWorkflows(root, fileCount).entries()) {
      const random = seededRandom(index);
      const plain: MonkeyFile = { text, kind: { format, role: 'definition' } };
      const file = withComments(index % 3 === 2 ? inTemplate({ text, format }, random) : plain, random);
      yield* resultsOf(name, sendMonkey(file, steps, index));
    }
  },
};

function* resultsOf(name: string, { made, problem }: ReturnType<typeof sendMonkey>): Generator<CaseResult> {
  for (let change = 1; change <= made; change++) yield { name: `${name} ${change}`, passed: true };
  if (problem !== undefined) yield { name, passed: false, difference: problem };
}
