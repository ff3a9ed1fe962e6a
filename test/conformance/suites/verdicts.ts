import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import type { Finding } from '../../../language/checks/finding.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { parseYaml } from '../../../language/syntax/parseYaml.ts';
import type { CaseResult, Suite } from '../suite.ts';

interface Verdict {
  readonly id: string;
  readonly valid: boolean;
  readonly expect?: readonly string[];
  readonly definition: unknown;
  readonly syntax?: 'json' | 'yaml';
  readonly machineType?: 'STANDARD' | 'EXPRESS';
  readonly disputed?: string;
  readonly confounded?: string;
}

/** Small definitions with a known verdict: an error if and only if it is invalid, and at the place that is named. */
export const verdicts: Suite = {
  name: 'verdicts',
  async *run(root) {
    for (const line of readFileSync(join(root, 'corpus/verdicts.jsonl'), 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const verdict: Verdict = JSON.parse(line);
      if (!verdict.disputed && !verdict.confounded) yield judge(verdict);
    }
  },
};

function judge({ id, valid, expect = [], definition, syntax, machineType }: Verdict): CaseResult {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const parsed = syntax === 'yaml' ? parseYaml(text) : parseJson(text);
  const { findings } = checkDefinition(parsed, { type: machineType });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (valid) return { name: id, passed: errors.length === 0, difference: `false errors: ${list(errors)}` };
  if (errors.length === 0) return { name: id, passed: false, difference: `no error; wanted ${expect.join(' | ')}` };
  const place = expect.length === 1 ? /^[A-Z_]+ (\/\S*)/.exec(expect[0] ?? '')?.[1] : undefined;
  const there = place === undefined || errors.some(({ location }) => isNear(location ?? '/', place));
  return { name: id, passed: there, difference: `wanted at ${place}: ${list(errors)}` };
}

/** The place itself, its parent, or anything inside it; `/Retry/0` and `/Retry[0]` are the same place. */
function isNear(location: string, place: string): boolean {
  const [ours, theirs] = [parts(location), parts(place)];
  const shorter = ours.length < theirs.length ? ours : theirs;
  return ours.length >= theirs.length - 1 && shorter.every((_, at) => ours[at] === theirs[at]);
}

function parts(location: string): readonly string[] {
  return location
    .replaceAll(/\[(\d+)\]/g, '/$1')
    .split('/')
    .filter((part) => part !== '');
}

function list(findings: readonly Finding[]): string {
  return findings.map(({ code, message, location }) => `${code} ${message} at ${location}`).join(' | ');
}
