import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Json } from '../../../language/json.ts';
import type { TaskAnswer } from '../../../runtime/interpreter/host.ts';
import { outline, run, tasks } from '../../kit/fakeHost.ts';

/** One file of test/cases. */
interface CaseFile {
  /** The rule that the case shows. */
  readonly about: string;
  readonly definition: Json;
  readonly input: Json;
  /** State name → its answers in turn. */
  readonly tasks: Readonly<Record<string, readonly TaskAnswer[]>>;
  readonly expect: {
    readonly status: string;
    readonly output?: Json;
    readonly error?: string;
    readonly cause?: string;
    /** The whole history in short: `3<-2 PassStateExited`. */
    readonly events?: readonly string[];
  };
}

const folder = join(import.meta.dirname, '../../cases');

for (const file of readdirSync(folder).sort()) {
  const {
    about,
    definition,
    input,
    tasks: table,
    expect,
  } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CaseFile;
  test(`cases: ${about}`, async () => {
    const execution = await run(definition, JSON.stringify(input), { runTask: tasks(table) });
    assert.equal(execution.status, expect.status);
    if (expect.output !== undefined) assert.deepEqual(JSON.parse(execution.output ?? ''), expect.output);
    if (expect.error !== undefined) assert.equal(execution.error, expect.error);
    if (expect.cause !== undefined) assert.equal(execution.cause, expect.cause);
    if (expect.events) assert.deepEqual(outline(execution), expect.events);
  });
}
