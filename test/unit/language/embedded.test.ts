import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { kindOfFile, readDocument } from '../../../language/readDocument.ts';
import { mayBeTemplate } from '../../../language/syntax/embedded.ts';
import { memberOf, type SyntaxNode, toJson } from '../../../language/syntax/syntaxTree.ts';

const definition = '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${Fn}","End":true}}}';
const asJson = JSON.parse(definition);

function definitionsIn(text: string, file: string) {
  const kind = kindOfFile(file);
  assert.ok(kind);
  return readDocument(text, kind);
}

function at(node: SyntaxNode | undefined, ...keys: string[]): SyntaxNode | undefined {
  return keys.reduce((found: SyntaxNode | undefined, key) => memberOf(found, key)?.value, node);
}

function written(text: string, node: SyntaxNode | undefined): string {
  return node ? text.slice(node.range.start, node.range.end) : '';
}

function yamlTemplate(definitionLines: string, type = 'AWS::Serverless::StateMachine'): string {
  return `Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n  Machine:\n    Type: ${type}\n    Properties:\n      Type: EXPRESS\n${definitionLines}\n`;
}

const dresses: readonly (readonly [string, string, string])[] = [
  ['an object', 'template.yaml', yamlTemplate(`      Definition: ${definition}`)],
  [
    'an object with functions',
    'template.yml',
    yamlTemplate(`      Definition: ${definition.replace('"${Fn}"', '!Ref Fn')}`),
  ],
  ['a string', 'template.yaml', yamlTemplate(`      DefinitionString: '${definition}'`)],
  ['a block', 'template.yaml', yamlTemplate(`      DefinitionString: |\n        ${definition}`)],
  ['a !Sub', 'template.yaml', yamlTemplate(`      DefinitionString: !Sub >-\n        ${definition}`)],
  [
    'a !Sub with its own names',
    't.yaml',
    yamlTemplate(`      DefinitionString:\n        !Sub\n          - '${definition}'\n          - {Fn: x}`),
  ],
  ['a Fn::Sub', 'template.yaml', yamlTemplate(`      DefinitionString:\n        Fn::Sub: '${definition}'`)],
  [
    'a !Join',
    'template.yaml',
    yamlTemplate(
      `      DefinitionString: !Join\n        - ''\n        - - '${definition.split('${Fn}').join(`'\n          - !Ref Fn\n          - '`)}'`,
    ),
  ],
  [
    'parts that the CDK joined',
    'Stack.template.json',
    JSON.stringify({
      Resources: {
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            StateMachineType: 'EXPRESS',
            DefinitionString: {
              'Fn::Join': [
                '',
                definition.split('${Fn}').flatMap((part, index) => (index ? [{ Ref: 'Fn' }, part] : [part])),
              ],
            },
          },
        },
      },
    }),
  ],
  [
    'lines joined by a transform',
    'template.json',
    JSON.stringify(
      {
        Resources: {
          Machine: {
            Type: 'AWS::StepFunctions::StateMachine',
            Properties: {
              StateMachineType: 'EXPRESS',
              DefinitionString: { 'Fn::Join': ['\n', JSON.stringify(asJson, null, 2).split('\n')] },
            },
          },
        },
      },
      null,
      2,
    ),
  ],
];

for (const [name, file, text] of dresses) {
  test(`templates: ${name} is found, and its places are places of the template`, () => {
    const [found, ...more] = definitionsIn(text, file);
    assert.equal(more.length, 0);
    assert.equal(found?.title, 'Machine');
    assert.equal(found?.type, 'EXPRESS');
    assert.deepEqual(found?.problems, []);
    assert.deepEqual(toJson(found?.root), asJson);
    const type = at(found?.root, 'States', 'A', 'Type');
    assert.match(written(text, type), /^\\?"Task\\?"$/);
    assert.ok(type?.kind === 'string');
    assert.equal(text.slice(type.offsetOf(0), type.offsetOf(4)), 'Task');
  });
}

test('templates: a mistake in a definition inside a block is told at its line', () => {
  const text = yamlTemplate('      DefinitionString: |\n        {"StartAt": "A",\n          "States" {}}');
  const [found] = definitionsIn(text, 'template.yaml');
  assert.equal(found?.problems.length, 1);
  assert.equal(text.slice(found?.problems[0]?.range.start).split('\n')[0]?.slice(-3), '{}}');
});

test('templates: DefinitionUri names the file, DefinitionSubstitutions the names it may use', () => {
  const text = yamlTemplate(
    '      DefinitionUri: machine.asl.json\n      DefinitionSubstitutions:\n        Table: orders\n        Arn: !GetAtt Fn.Arn',
  );
  const [found] = definitionsIn(text, 'template.yaml');
  assert.equal(found?.definitionUri?.value, 'machine.asl.json');
  assert.equal(found?.root, undefined);
  assert.deepEqual(
    [...(found?.substitutions.values ?? [])].map(([name, { value }]) => [name, toJson(value)]),
    [
      ['Table', 'orders'],
      ['Arn', '${Fn.Arn}'],
    ],
  );
});

test('templates: serverless.yml and Terraform heredocs hold definitions too', () => {
  const serverless = `service: x\nstepFunctions:\n  stateMachines:\n    one:\n      definition: ${definition}\n    two:\n      type: EXPRESS\n      definition: \${file(two.asl.yaml)}\n`;
  const [one, two] = definitionsIn(serverless, 'serverless.yml');
  assert.deepEqual([one?.title, one?.type, toJson(one?.root)], ['one', 'STANDARD', asJson]);
  assert.deepEqual([two?.title, two?.type, two?.definitionUri?.value], ['two', 'EXPRESS', 'two.asl.yaml']);
  const terraform = `resource "aws_sfn_state_machine" "flow" {\n  definition = <<-EOF\n    ${definition}\n    EOF\n}\n`;
  const [flow] = definitionsIn(terraform, 'main.tf');
  assert.deepEqual([flow?.title, toJson(flow?.root)], ['flow', asJson]);
  assert.equal(written(terraform, flow?.root), definition);
});

test('templates: files that are none are told from those that are before they are parsed', () => {
  assert.equal(mayBeTemplate('{"name": "package"}'), false);
  assert.deepEqual(definitionsIn('{"name": "package"}', 'package.json'), []);
  assert.deepEqual(definitionsIn('services:\n  web: {}\n', 'compose.yaml'), []);
  assert.equal(definitionsIn(definition, 'workflow.json').length, 1);
  assert.equal(definitionsIn('', 'new.asl.json').length, 1);
  assert.equal(kindOfFile('picture.png'), undefined);
});

test('templates: every definition of the corpus is found in the template it was cut from', (t) => {
  const folder = '../shared/corpus/workflows';
  if (!existsSync(folder)) return t.diagnostic('skipped, there is no ../shared/corpus');
  const { files } = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
  for (const { container, file, origin } of files) {
    if (!container) continue;
    const text = readFileSync(`${folder}/${container}`, 'utf8');
    const [own] = definitionsIn(readFileSync(`${folder}/${file}`, 'utf8'), file);
    const names: string[] = origin.locator.split('.');
    const found = definitionsIn(text, container).find(
      ({ title }) => container.endsWith('.tf') || names.includes(title ?? ''),
    );
    assert.deepEqual(toJson(found?.root), toJson(own?.root), container);
    assert.equal(charactersOutOfPlace(text, found?.root), 0, container);
  }
});

/** Letters of strings without placeholders that are not in the text where the tree says. */
function charactersOutOfPlace(text: string, node: SyntaxNode | undefined): number {
  if (node?.kind === 'array') return node.items.reduce((sum, item) => sum + charactersOutOfPlace(text, item), 0);
  if (node?.kind === 'object') {
    const parts = node.members.flatMap(({ key, value }) => [key, value]);
    return parts.reduce((sum, part) => sum + charactersOutOfPlace(text, part), 0);
  }
  if (node?.kind !== 'string' || node.value.includes('${')) return 0;
  return [...node.value].filter((letter, index) => /\w/.test(letter) && text[node.offsetOf(index)] !== letter).length;
}
