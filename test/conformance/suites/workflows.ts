import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDocument } from '../../../language/checkDocument.ts';
import { LineIndex } from '../../../language/text.ts';
import type { CaseResult, Suite } from '../suite.ts';

interface Manifest {
  readonly files: readonly WorkflowFile[];
}

interface WorkflowFile {
  readonly id: string;
  readonly file: string;
}

type Defects = Readonly<Record<string, { readonly kind: 'defect' | 'placeholder' }>>;

/** Real definitions: no error in any of them, but at least one in each that is known to be defective. */
export const workflows: Suite = {
  name: 'workflows',
  async *run(root) {
    const folder = join(root, 'corpus/workflows');
    const { files }: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const defects: Defects = JSON.parse(readFileSync(join(root, 'corpus/known_defects.json'), 'utf8'));
    for (const { id, file } of files) {
      yield judge(file, readFileSync(join(folder, file), 'utf8'), defects[id]?.kind);
    }
  },
};

function judge(name: string, text: string, known: 'defect' | 'placeholder' | undefined): CaseResult {
  const format = name.endsWith('.yaml') ? 'yaml' : 'json';
  const findings = checkDocument(text, { format, role: 'definition' }).flatMap((checked) => checked.findings);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const passed = known === 'placeholder' || errors.length > 0 === (known === 'defect');
  const lines = new LineIndex(text);
  const said = errors.map(
    ({ code, message, location, range }) =>
      `${lines.positionAt(range.start).line + 1}: ${code} ${message} at ${location}`,
  );
  return { name, passed, difference: said.join('\n    ') || 'no error' };
}
