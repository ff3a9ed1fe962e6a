import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsThrown, handlerFiles, handlerOffset, localImports } from '../../../language/lambdaCode.ts';
import { resourcesIn } from '../../../language/templateResources.ts';

test('lambda code: is looked for where it is deployed from, and where it is built from', () => {
  const files = handlerFiles('dist/pay/index.handler');
  assert.ok(files.indexOf('dist/pay/index.js') < files.indexOf('src/pay/index.ts'));
  assert.ok(handlerFiles('pkg.app.main').includes('pkg/app.py'));
});

test('lambda code: the handler is found in each of its forms', () => {
  const forms = [
    'export const handler = 1',
    'export async function handler() {}',
    'exports.handler = 1',
    'module.exports.handler = 1',
    'def handler(event, context):',
    'const handler = 1\nexport { handler }',
  ];
  for (const form of forms) {
    const text = `// the handler\n${form}`;
    assert.equal(text.slice(handlerOffset(text, 'index.handler')).startsWith('handler'), true, form);
    assert.ok(handlerOffset(text, 'index.handler') > 15, form);
  }
  assert.equal(handlerOffset('nothing', 'index.handler'), 0);
});

test('lambda code: errors are those of its classes, what it throws, and the names that it gives', () => {
  const script = `class A extends Error {}\nthrow new errors.B('x'); e.name = 'C.D'; throw new Error('y'); class N extends Node {}`;
  assert.deepEqual(errorsThrown(script, 'x.ts'), ['A', 'B', 'Error', 'C.D']);
  const python = 'class A(Exception):\n  pass\nclass P(Base):\n  pass\nraise m.B("x")\nraise\nraise C';
  assert.deepEqual(errorsThrown(python, 'x.py'), ['A', 'B', 'C']);
  assert.deepEqual(localImports('from .errors import A', 'x.py'), ['errors.py']);
  assert.ok(localImports("import { A } from './errors.js';", 'x.ts').includes('./errors.ts'));
});

test('template resources: are read from CloudFormation, SAM and serverless.yml', () => {
  const sam = `Globals: { Function: { CodeUri: src } }
Resources:
  Pay: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }
  Flow: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: f.asl.json, Name: flow } }
  Bucket: { Type: AWS::S3::Bucket }`;
  const found = resourcesIn(sam, 'yaml').map(({ kind, logicalId, source }) => [kind, logicalId, source?.path]);
  assert.deepEqual(found, [
    ['function', 'Pay', 'src'],
    ['stateMachine', 'Flow', 'f.asl.json'],
  ]);
  const [hello] = resourcesIn('functions:\n  say-hello: { handler: src/hello.main }', 'yaml');
  assert.deepEqual(
    [hello?.logicalId, hello?.handler, hello?.source?.path],
    ['SayDashhelloLambdaFunction', 'hello.main', 'src'],
  );
  assert.deepEqual(resourcesIn('{ "Resources": [', 'json'), []);
});
