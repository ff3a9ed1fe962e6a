import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { optimisedServices } from '../../../language/integrations/optimised.ts';
import { parseResource } from '../../../language/integrations/resource.ts';
import type { Json } from '../../../language/json.ts';
import { isArray, isObject } from '../../../language/json.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const shared = join(import.meta.dirname, '../../../../shared/catalog');
const here = existsSync(shared);
if (!here) console.log('optimised integrations: not compared, ../shared is not there');

interface RecordedService {
  readonly id: string;
  readonly label: string;
  readonly errorPrefix: string;
  readonly actions: readonly {
    readonly name: string;
    readonly patterns: Readonly<Record<string, { readonly standard: boolean; readonly express: boolean }>>;
    readonly parameters: readonly {
      readonly name: string;
      readonly required: boolean;
      readonly support: string;
      readonly enum?: readonly string[];
    }[];
    readonly response: Readonly<Record<string, unknown>>;
    readonly errors: { readonly seen: readonly string[]; readonly likely: readonly string[] };
  }[];
}

test('optimised integrations: agree entry by entry with the recorded facts', { skip: !here }, async () => {
  const { services } = recorded<{ services: readonly RecordedService[] }>('optimized-integrations.json');
  const catalogue = await (await openCatalogue(catalogueFiles())).optimisedServices();
  assert.deepEqual([...catalogue.keys()].sort(), services.map(({ id }) => id).sort());
  for (const service of services) {
    const ours = catalogue.get(service.id);
    assert.deepEqual([ours?.label, ours?.errorPrefix], [service.label, service.errorPrefix], service.id);
    assert.deepEqual(
      [...(ours?.actions.keys() ?? [])],
      service.actions.map(({ name }) => name),
      service.id,
    );
    for (const action of service.actions) {
      const where = `${service.id}:${action.name}`;
      const mine = ours?.actions.get(action.name);
      const standard = Object.entries(action.patterns).flatMap(([pattern, { standard }]) =>
        standard ? [pattern] : [],
      );
      assert.deepEqual(mine?.patterns, standard, where);
      const inTable = optimisedServices.get(service.id)?.actions[action.name];
      assert.deepEqual(inTable?.patterns, standard, where);
      const required = action.parameters.filter((parameter) => parameter.required).map(({ name }) => name);
      assert.deepEqual(inTable?.required, required, where);
      assert.deepEqual(
        new Set(mine?.members.map(({ name, required, confirmed }) => `${name} ${required} ${confirmed}`)),
        new Set(
          action.parameters.map(({ name, required, support }) => `${name} ${required} ${support !== 'api-only'}`),
        ),
        where,
      );
      for (const member of mine?.members ?? []) assert.ok(member.doc, `${where} ${member.name} is described`);
      assert.deepEqual(new Set(mine?.errors), new Set([...action.errors.seen, ...action.errors.likely]), where);
      const response = mine?.exampleResponse('requestResponse');
      assert.deepEqual(Object.keys(response ?? {}).sort(), Object.keys(action.response).sort(), where);
    }
  }
});

test('catalogue: knows what the sample projects call and the parameters that they pass', { skip: !here }, async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  const folder = join(shared, 'sample-projects');
  const unknown: string[] = [];
  let keys = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.asl.json'))) {
    for (const { resource, names } of tasksOf(recorded(`sample-projects/${file}`))) {
      const parsed = parseResource(resource);
      const action = await catalogue.actionOf(parsed);
      const problem = catalogue.problemOf(parsed);
      if (problem && problem.kind !== 'retired') unknown.push(`${file} ${resource} ${problem.kind}`);
      if (!action) continue;
      const members = new Set(action.members.map(({ name }) => name));
      keys += names.length;
      for (const name of names) if (!members.has(name)) unknown.push(`${file} ${resource} ${name}`);
    }
  }
  assert.ok(keys > 250, `${keys} parameters`);
  assert.deepEqual(unknown, []);
});

function recorded<T>(file: string): T {
  return JSON.parse(readFileSync(join(shared, file), 'utf8')) as T;
}

function tasksOf(value: Json): { resource: string; names: string[] }[] {
  if (isArray(value)) return value.flatMap(tasksOf);
  if (!isObject(value)) return [];
  const inside = Object.values(value).flatMap(tasksOf);
  const { Resource: resource, Type: type } = value;
  if (type !== 'Task' || typeof resource !== 'string') return inside;
  const parameters = value.Parameters ?? value.Arguments;
  const names = isObject(parameters) ? Object.keys(parameters).map((name) => name.replace(/\.\$$/, '')) : [];
  return [...inside, { resource, names }];
}
