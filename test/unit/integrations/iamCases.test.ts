import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import type { Policy, PolicyOptions } from '../../../language/integrations/policy.ts';
import { policyDocument, policyFor } from '../../../language/integrations/policy.ts';
import type { PolicyPlace } from '../../../language/integrations/resourceTemplate.ts';
import type { Json, JsonObject } from '../../../language/json.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { fromJson } from '../../../language/syntax/syntaxTree.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const shared = join(import.meta.dirname, '../../../../shared/catalog');
const here = existsSync(shared);
if (!here) console.log('policies: not compared, ../shared is not there');

interface Case {
  readonly id: string;
  /** Present for other forms that the guide has printed: broader or older ones, which we do not write. */
  readonly mode?: string;
  readonly tasks?: readonly JsonObject[];
  readonly definition?: JsonObject;
  readonly definitionFile?: string;
  readonly context?: PolicyPlace;
  readonly options?: {
    readonly tracing?: true;
    readonly logging?: true;
    readonly redrive?: true;
    readonly mapRunLabels?: Readonly<Record<string, string>>;
  };
  readonly expectedPolicy: PolicyJson | null;
  readonly equivalentPolicy?: PolicyJson;
  readonly expectWarning?: string;
}

interface PolicyJson {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: JsonObject;
  }[];
}

test('policy: gives what every recorded case needs and nothing beyond it', { skip: !here }, async () => {
  const { context, cases } = recorded<{ context: PolicyPlace; cases: readonly Case[] }>('iam-cases.json');
  const catalogue = await openCatalogue(catalogueFiles());
  const wrong: string[] = [];
  let compared = 0;
  for (const one of cases.filter(({ mode }) => mode === undefined)) {
    const machine = readStateMachine(fromJson(definitionOf(one)));
    const policy = await policyFor(machine, catalogue, { place: one.context ?? context, alsoFor: alsoFor(one) });
    compared++;
    const got = permissions(policyDocument(policy) as unknown as PolicyJson);
    if (one.expectedPolicy === null) {
      if (got.length > 0 || policy.remarks.length === 0) wrong.push(`${one.id} ${got}`);
      continue;
    }
    const wanted = [one.expectedPolicy, ...(one.equivalentPolicy ? [one.equivalentPolicy] : [])].map(permissions);
    if (wanted.some((each) => JSON.stringify(each) === JSON.stringify(got))) continue;
    const [first = []] = wanted;
    const missing = first.filter((each) => !got.includes(each));
    const argued = one.definitionFile ? ofSdkTasks(policy) : [];
    const beyond = got.filter((each) => !first.includes(each) && !argued.includes(each));
    if (missing.length + beyond.length === 0) continue;
    wrong.push(`${one.id}\n  missing ${missing.join('\n          ')}\n  beyond  ${beyond.join('\n          ')}`);
  }
  assert.ok(compared > 260, `${compared} cases`);
  assert.deepEqual(wrong, []);
});

/**
 * AWS's guide and its console leave AWS SDK integrations out of the policies of sample projects; the tasks fail
 * without their permissions all the same, so ours hold them.
 */
function ofSdkTasks(policy: Policy): string[] {
  const statements = policy.statements.filter(({ reasons }) =>
    reasons.every(({ text }) => text.startsWith('calls aws-sdk:')),
  );
  return permissions(policyDocument({ ...policy, statements }) as unknown as PolicyJson);
}

function alsoFor({ options = {} }: Case): NonNullable<PolicyOptions['alsoFor']> {
  return new Set((['logging', 'tracing', 'redrive'] as const).filter((purpose) => options[purpose]));
}

/** Every effect, action, resource and condition on a line of its own. */
function permissions({ Statement: statements }: PolicyJson): string[] {
  const lines = statements.flatMap(({ Effect, Action, Resource, Condition }) =>
    [Action]
      .flat()
      .flatMap((action) =>
        [Resource].flat().map((resource) => `${Effect} ${action} ${resource} ${conditionText(Condition)}`),
      ),
  );
  return [...new Set(lines)].sort();
}

function conditionText(condition: JsonObject = {}): string {
  return JSON.stringify(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.entries(keys as JsonObject).map(([key, value]) => [key, [value].flat()]),
    ]),
  );
}

function definitionOf({ tasks, definition, definitionFile, options }: Case): Json {
  if (definitionFile) return recorded(definitionFile);
  if (definition) {
    const states = Object.entries(definition.States as JsonObject).map(([name, state]) => {
      const label = options?.mapRunLabels?.[name];
      return [name, label ? { ...(state as JsonObject), Label: label } : state];
    });
    return { ...definition, States: Object.fromEntries(states) };
  }
  const states = (tasks ?? []).map((task, at): [string, Json] => [
    `T${at}`,
    { Type: 'Task', ...(task.Arguments && { QueryLanguage: 'JSONata' }), ...task, End: true },
  ]);
  return { StartAt: 'T0', States: Object.fromEntries(states) };
}

function recorded<T>(file: string): T {
  return JSON.parse(readFileSync(join(shared, file), 'utf8')) as T;
}
