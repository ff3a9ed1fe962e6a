import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { misfitsOf } from '../../../language/integrations/checkValue.ts';
import { optimisedTable } from '../../../language/integrations/optimisedTable.ts';
import { parseResource } from '../../../language/integrations/resource.ts';
import type { TypedMember } from '../../../language/integrations/valueType.ts';
import { readMembers } from '../../../language/integrations/valueType.ts';
import type { Json } from '../../../language/json.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';
import { optimisedTable as tableOf } from '../../../scripts/catalogue/optimised.ts';
import { inputsHash, readOptimised } from '../../../scripts/catalogue.ts';

const root = join(import.meta.dirname, '../../..');

test('catalogue: is what its sources make; otherwise run `node scripts/catalogue.ts`', () => {
  assert.equal(readFileSync(join(root, 'catalogue/packed/inputs.sha256'), 'utf8').trim(), inputsHash());
});

test('catalogue: has the table of optimised integrations that its facts give', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(tableOf(readOptimised()))), optimisedTable);
});

test('catalogue: holds nearly twenty thousand actions of more than 450 services, most with a description', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  let actions = 0;
  let described = 0;
  for (const { token } of catalogue.sdkServices) {
    const service = await catalogue.sdkService(token);
    for (const name of service?.actionNames ?? []) {
      actions++;
      if (service?.action(name)?.doc) described++;
    }
  }
  assert.ok(catalogue.sdkServices.length >= 450, `${catalogue.sdkServices.length} services`);
  assert.ok(actions >= 19_000, `${actions} actions`);
  assert.ok(described / actions > 0.6, `${described} of ${actions} described`);
});

test('catalogue: knows the members of an action, required ones first, with types and values', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  const action = await catalogue.actionOf(parseResource('arn:aws:states:::aws-sdk:dynamodb:putItem'));
  assert.ok(action);
  assert.deepEqual(action.members.slice(0, 2).map(typed), ['TableName!: string', 'Item!: map of structure']);
  const item = action.members[1]?.type;
  assert.ok(item?.kind === 'map' && item.value.kind === 'structure');
  assert.deepEqual(item.value.members().map(typed).slice(0, 8), [
    'S: string',
    'N: string',
    'B: blob',
    'Ss: list of string',
    'Ns: list of string',
    'Bs: list of blob',
    'M: map of structure',
    'L: list of structure',
  ]);
  const consumed = action.members.find(({ name }) => name === 'ReturnConsumedCapacity');
  assert.deepEqual(consumed?.type, { kind: 'string', values: ['INDEXES', 'TOTAL', 'NONE'] });
  assert.equal(action.doc, 'Creates a new item, or replaces an old item with a new item.');
  assert.ok(action.errors.includes('DynamoDb.ConditionalCheckFailedException'));
});

test('catalogue: shows the insides of what an optimised integration takes', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  const action = await catalogue.actionOf(parseResource('arn:aws:states:::ecs:runTask.sync'));
  const overrides = action?.members.find(({ name }) => name === 'Overrides');
  assert.ok(overrides?.type.kind === 'structure');
  assert.ok(overrides.type.members().some(({ name }) => name === 'ContainerOverrides'));
  assert.deepEqual(action?.members.slice(0, 1).map(typed), ['TaskDefinition!: string']);
});

test('catalogue: keeps the names that older integrations use inside', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  const action = await catalogue.actionOf(parseResource('arn:aws:states:::dynamodb:putItem'));
  const item = action?.members.find(({ name }) => name === 'Item')?.type;
  assert.ok(item?.kind === 'map' && item.value.kind === 'structure');
  assert.ok(item.value.members().map(typed).includes('BOOL: boolean'));
});

test('catalogue: gives examples of responses without page tokens', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  const listed = await catalogue.actionOf(parseResource('arn:aws:states:::aws-sdk:sqs:listQueues'));
  assert.deepEqual(listed?.exampleResponse('requestResponse'), { QueueUrls: ['https://example.com/'] });
  const child = await catalogue.actionOf(parseResource('arn:aws:states:::states:startExecution.sync:2'));
  assert.ok(Object.keys(child?.exampleResponse('sync:2') ?? {}).includes('Output'));
});

test('catalogue: gives examples that fit the ranges and values of the API', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  for (const token of ['lambda', 'kms', 'ecs', 'sagemaker', 'glue', 'dynamodb', 's3', 'sfn', 'athena']) {
    const service = await catalogue.sdkService(token);
    for (const name of service?.actionNames ?? []) {
      const members = service?.action(name)?.response('requestResponse') ?? [];
      const misfits = [...misfitsOf(service?.action(name)?.exampleResponse('requestResponse') ?? {}, members)];
      const said = misfits.filter(({ kind, path }) => kind !== 'missingMember' && path.length <= 4);
      assert.deepEqual(said, [], `${token}:${name}`);
    }
  }
});

test('catalogue: knows responses to their depths', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  const action = await catalogue.actionOf(parseResource('arn:aws:states:::aws-sdk:ec2:describeInstances'));
  const members = action?.response('requestResponse') ?? [];
  const answer = (Monitoring: Json) => ({ Reservations: [{ Instances: [{ Monitoring }] }] });
  assert.deepEqual([...misfitsOf(answer({ State: 'enabled' }), members)], []);
  assert.deepEqual(
    [...misfitsOf(answer({ Stat: 'enabled' }), members)],
    [
      {
        kind: 'unknownMember',
        path: ['Reservations', 0, 'Instances', 0, 'Monitoring', 'Stat'],
        field: 'Stat',
        nearest: 'State',
      },
    ],
  );
});

test('catalogue: tells what is unheard of from what is refused', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  const problem = (text: string) => catalogue.problemOf(parseResource(text));
  assert.equal(problem('arn:aws:states:::aws-sdk:s3:anything'), undefined, 'not loaded yet');
  for (const token of ['s3', 'sts', 'lexruntime', 'evs']) await catalogue.sdkService(token);
  assert.deepEqual(problem('arn:aws:states:::aws-sdk:dynamdb:getItem'), {
    kind: 'unconfirmedService',
    name: 'dynamdb',
    nearest: 'dynamodb',
  });
  assert.deepEqual(problem('arn:aws:states:::aws-sdk:s3:getObjekt'), {
    kind: 'unconfirmedAction',
    name: 'getObjekt',
    nearest: 'getObject',
  });
  assert.deepEqual(problem('arn:aws:states:::aws-sdk:sts:assumeRole'), { kind: 'excludedAction', name: 'assumeRole' });
  assert.equal(problem('arn:aws:states:::aws-sdk:evs:createEnvironment')?.kind, 'unconfirmedService');
  assert.equal(problem('arn:aws:states:::aws-sdk:lexruntime:postText')?.kind, 'retired');
  assert.equal(problem('arn:aws:states:::aws-sdk:s3:getObject'), undefined);
  assert.equal(problem('arn:aws:states:::aws-sdk:s3:getObject.sync')?.kind, 'unsupportedPattern');
});

test('catalogue: without its files knows nothing and says nothing', async () => {
  const missing = await openCatalogue({ read: async () => undefined });
  const broken = await openCatalogue({ read: () => Promise.reject(new Error('gone')) });
  for (const catalogue of [missing, broken]) {
    assert.deepEqual(catalogue.sdkServices, []);
    const resource = parseResource('arn:aws:states:::aws-sdk:s3:getObject');
    assert.equal(catalogue.problemOf(resource), undefined);
    assert.equal(await catalogue.actionOf(resource), undefined);
    assert.equal(await catalogue.actionOf(parseResource('arn:aws:states:::sqs:sendMessage')), undefined);
  }
});

test('catalogue: reads structures that hold themselves', () => {
  const [member] = readMembers('Filter!:#0,Size:i', ['(And:[#0,Key,Mode:<a|b>)']);
  assert.ok(member?.type.kind === 'structure');
  const [and, key, mode] = member.type.members();
  assert.equal(and && typed(and), 'And: list of structure');
  assert.equal(key && typed(key), 'Key: string');
  assert.deepEqual(mode?.type, { kind: 'string', values: ['a', 'b'] });
});

function typed({ name, required, type }: TypedMember): string {
  const text = (of: TypedMember['type']): string => {
    if (of.kind === 'list') return `list of ${text(of.item)}`;
    return of.kind === 'map' ? `map of ${text(of.value)}` : of.kind;
  };
  return `${name}${required ? '!' : ''}: ${text(type)}`;
}
