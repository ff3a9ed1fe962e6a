import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSubstitutions } from '../../../language/checks/checkSubstitutions.ts';
import { findDeclaration } from '../../../language/findTemplate.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import {
  isPlaceholder,
  placeholderAt,
  placeholdersIn,
  placeholderUses,
  type Substitutions,
  substitute,
} from '../../../language/syntax/substitutions.ts';
import { memberOf, toJson } from '../../../language/syntax/syntaxTree.ts';

function substitutions(values: string): Substitutions {
  const { root } = parseJson(values);
  const members = root?.kind === 'object' ? root.members : [];
  return {
    values: new Map(members.flatMap(({ key, value, range }) => (value ? [[key.value, { value, range }]] : []))),
    complete: true,
  };
}

test('placeholders: are found in any text, and ${!Name} is none', () => {
  assert.deepEqual(
    placeholdersIn('arn:${AWS::Partition}:x:${ Name }:${!Literal}:$x:{y}').map(({ name }) => name),
    ['AWS::Partition', 'Name'],
  );
  assert.equal(isPlaceholder('${A}'), true);
  assert.equal(isPlaceholder('${A}${B}'), false);
});

test('placeholders: are used in values, in keys, inside JSONata and bare', () => {
  const text = '{"${K}": "{% $x & \'${J}\' %}", "Seconds": ${Wait}, "a": ["x\\n${S}"]}';
  const uses = placeholderUses(parseJson(text).root);
  assert.deepEqual(
    uses.map(({ name }) => name),
    ['K', 'J', 'Wait', 'S'],
  );
  for (const { name, range } of uses) assert.equal(text.slice(range.start, range.end), `\${${name}}`);
});

test('substitutions: known values take the place of their names, and ranges stay those of the text', () => {
  const text = '{"a": "x-${Stage}-${Other}-y", "Seconds": ${Wait}, "b": "${Stage}", "${Stage}": 1}';
  const root = substitute(parseJson(text).root ?? assert.fail(), substitutions('{"Stage": "prod", "Wait": 5}'));
  assert.deepEqual(toJson(root), { a: 'x-prod-${Other}-y', Seconds: 5, b: 'prod', prod: 1 });
  const a = memberOf(root, 'a')?.value;
  assert.ok(a?.kind === 'string');
  assert.equal(text.slice(a.offsetOf(2), a.offsetOf(6)), '${Stage}');
  assert.equal(text[a.offsetOf(a.value.length - 1)], 'y');
  assert.equal(text[a.offsetOf(a.value.length)], '"');
});

test('substitutions: what is known at deployment only stays a placeholder', () => {
  const root = parseJson('{"Resource": "${Fn}", "Seconds": ${Wait}}').root ?? assert.fail();
  assert.deepEqual(toJson(substitute(root, substitutions('{"Fn": "${Fn.Arn}", "Wait": "soon"}'))), toJson(root));
});

test('substitutions: a name that the template does not declare is a warning with the nearest declared one', () => {
  const text = '{"a": "${Tables}", "b": "${AWS::Region} ${Table} ${Table.Arn}", "c": "${Quite.Other}"}';
  const { root } = parseJson(text);
  const findings = checkSubstitutions(root, substitutions('{"Table": "orders"}'));
  assert.deepEqual(
    findings.map(({ severity, range, data }) => [severity, text.slice(range.start, range.end), data]),
    [
      ['warning', '${Tables}', { name: 'Tables', nearest: 'Table' }],
      ['warning', '${Quite.Other}', { name: 'Quite.Other' }],
    ],
  );
  assert.deepEqual(checkSubstitutions(root, { ...substitutions('{}'), complete: false }), []);
});

test('substitutions: a definition file finds the template that declares it, and the values there', () => {
  const template = {
    path: '/app/infra/template.yaml',
    text: `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: ../flows/./main.asl.json
      DefinitionSubstitutions:
        Table: orders
`,
  };
  const other = { path: '/app/other.yaml', text: 'Resources: {}' };
  const found = findDeclaration('/app/flows/main.asl.json', [other, template]);
  assert.equal(found?.template, template.path);
  assert.deepEqual([...(found?.definition.substitutions.values.keys() ?? [])], ['Table']);
  assert.equal(findDeclaration('/app/flows/other.asl.json', [other, template]), undefined);
  const { root } = parseJson('{"a": "x ${Table}"}');
  assert.equal(placeholderAt(root, 11)?.name, 'Table');
  assert.equal(placeholderAt(root, 2), undefined);
});
