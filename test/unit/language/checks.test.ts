import { test } from 'node:test';
import { checkFindings } from '../../kit/marks.ts';

test('fields: reports what an object does not have, misses, or has in the wrong type', () => {
  checkFindings(`
{ "StartAt": "A", "Extra": 1, "States": {
                  ^^^^^^^ SCHEMA_VALIDATION_FAILED
  "A": { "Type": "Task", "TimeoutSeconds": "10", "End": true } } }
  ^^^ SCHEMA_VALIDATION_FAILED
                                           ^^^^ SCHEMA_VALIDATION_FAILED
`);
});

test('fields: reports fields of the other query language', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Pass", "Output": 1, "Next": "B" },
                         ^^^^^^^^ SCHEMA_VALIDATION_FAILED
  "B": { "Type": "Pass", "QueryLanguage": "JSONata", "ResultPath": "$.x", "End": true } } }
                                                     ^^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
`);
});

test('fields: reports fields that exclude each other at the second one', () => {
  checkFindings(`
{ "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 1, "Timestamp": "2030-01-01T00:00:00Z", "End": true } } }
                                                                   ^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
`);
});

test('placeholders: are never wrong by themselves, and the checks around them go on', () => {
  checkFindings(`
{ "StartAt": "\${First}", "States": {
  "A": { "Type": "Wait", "Seconds": \${Wait}, "Next": "\${Next}" },
  "B": { "Type": "Wait", "Seconds": "\${Wait}", "Retrys": [], "End": true },
                                               ^^^^^^^^ SCHEMA_VALIDATION_FAILED
  "C": { "Type": "Task", "Resource": "arn:\${AWS::Partition}:states:::lambda:invoke", "\${More}": 1, "End": true },
  "D": \${Body} } }
`);
});

test('transitions: reports a target that does not exist, with what may be meant, and what nothing reaches', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Pass", "Next": "Bb" },
                                 ^^^^ MISSING_TRANSITION_TARGET
  "B": { "Type": "Succeed" } } }
  ^^^ MISSING_TRANSITION_TARGET
`);
});

test('transitions: reports a transition out of a branch', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Parallel", "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Pass", "Next": "C" } } }], "Next": "C" },
                                                                                                       ^^^ MISSING_TRANSITION_TARGET
                                                            ^^^^^^^^ hint.no-end-state
  "C": { "Type": "Succeed" } } }
`);
});

test('expressions: points at the exact place, through escapes', () => {
  checkFindings(String.raw`
{ "StartAt": "A", "QueryLanguage": "JSONata", "States": {
  "A": { "Type": "Pass", "Output": { "a": "{% \"x\" & order.id %}" }, "End": true } } }
                                                      ^^^^^ UNSUPPORTED_JSONATA_EXPRESSION
`);
});

test('expressions: knows where $states.result and $states.errorOutput exist', () => {
  checkFindings(`
{ "StartAt": "A", "QueryLanguage": "JSONata", "States": {
  "A": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": { "FunctionName": "f" },
    "Output": "{% $states.result %}",
    "Catch": [{ "ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput %}", "Next": "B" }],
    "End": true },
  "B": { "Type": "Pass", "Output": "{% $states.errorOutput %}", "End": true } } }
                                               ^^^^^^^^^^^ UNSUPPORTED_JSONATA_EXPRESSION
`);
});

test('templates: report a computed member that is no path, a path without .$, and two members of one name', () => {
  checkFindings(
    `
{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true, "Parameters": {
  "a.$": "nope",
          ^^^^ SCHEMA_VALIDATION_FAILED
  "b": ["x", { "c": "$.d" }],
                    ^^^^^ NO_DOLLAR
  "e": 1, "e.$": "$.e",
          ^^^^^ SCHEMA_VALIDATION_FAILED
  "price": "$5"
} } } }
`,
  );
});

test('variables: follow every path from the start, into branches and not out of them', () => {
  checkFindings(`
{ "StartAt": "A", "QueryLanguage": "JSONata", "States": {
  "A": { "Type": "Pass", "Assign": { "x": 1 }, "Next": "P" },
  "P": { "Type": "Parallel", "Next": "Z", "Branches": [
    { "StartAt": "B", "States": { "B": { "Type": "Pass", "Output": "{% $x %}", "Assign": { "y": 1 }, "End": true } } },
    { "StartAt": "C", "States": { "C": { "Type": "Pass", "Assign": { "x": 2 }, "End": true } } } ] },
                                                                     ^^^ SCHEMA_VALIDATION_FAILED
  "Z": { "Type": "Pass", "Output": "{% $x + $y %}", "End": true } } }
                                            ^^ hint.undefined-variable
`);
});

test('variables: stay outside a distributed Map', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Pass", "Assign": { "x": 1 }, "Next": "M" },
  "M": { "Type": "Map", "End": true, "ItemProcessor": {
    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
    "StartAt": "B", "States": { "B": { "Type": "Pass", "InputPath": "$x", "End": true } } } } } }
                                                                     ^^ hint.undefined-variable
`);
});

test('variables: that the definition asks for with $exists may be missing', () => {
  checkFindings(`
{ "StartAt": "A", "QueryLanguage": "JSONata", "States": {
  "A": { "Type": "Choice", "Choices": [{ "Condition": "{% $exists($seen) %}", "Next": "Z" }], "Default": "B" },
  "B": { "Type": "Pass", "Assign": { "seen": true }, "Next": "A" },
  "Z": { "Type": "Pass", "Output": "{% $seen %}", "End": true } } }
`);
});

test('errors: States.ALL stands alone and last', () => {
  checkFindings(`
{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true,
  "Retry": [
    { "ErrorEquals": ["States.ALL"] },
                      ^^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
    { "ErrorEquals": ["Late"] } ] } } }
                      ^^^^^^ hint.unreachable-retrier
`);
});

test('errors: are those that Step Functions knows, and those that a Fail state gives', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Parallel", "End": true,
    "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Fail", "Error": "States.QuorumMet" } } }],
    "Catch": [
      { "ErrorEquals": ["States.QuorumMet"], "Next": "C" },
      { "ErrorEquals": ["States.QuorumMissed"], "Next": "C" }] },
                        ^^^^^^^^^^^^^^^^^^^^^ hint.unknown-error
  "C": { "Type": "Succeed" } } }
`);
});

test('choices: need no Default after both answers to one question', () => {
  const definition = `
{ "StartAt": "A", "States": {
  "A": { "Type": "Choice", "Choices": [
  ^^^ hint.no-default
    { "Variable": "$.a", "IsPresent": true, "Next": "B" },
    { "Variable": "$.b", "IsPresent": false, "Next": "B" }] },
  "B": { "Type": "Succeed" } } }
`;
  checkFindings(definition);
  checkFindings(definition.replace('$.b', '$.a').replace(/\n +\^+ .*\n/, '\n'));
});

test('choices: need no Default after a condition and its opposite', () => {
  const rules = (language: string, one: string, other: string) => `
{ "QueryLanguage": "${language}", "StartAt": "A", "States": {
  "A": { "Type": "Choice", "Choices": [
    { ${one}, "Next": "B" },
    { ${other}, "Next": "B" }] },
  "B": { "Type": "Succeed" } } }
`;
  const compare = (operator: string) => `"Variable": "$.a", "${operator}": 1`;
  checkFindings(rules('JSONPath', compare('NumericGreaterThan'), compare('NumericLessThanEquals')));
  checkFindings(rules('JSONPath', compare('NumericEquals'), `"Not": { ${compare('NumericEquals')} }`));
  const condition = (text: string) => `"Condition": "{% ${text} %}"`;
  checkFindings(rules('JSONata', condition('$states.input.a < 3'), condition('$states.input.a >= 3')));
  checkFindings(rules('JSONata', condition('$exists($states.input.a)'), condition('$not($exists($states.input.a))')));
  checkFindings(
    rules('JSONata', condition('$states.input.a = 1'), condition('$states.input.a = 2')).replace(
      '"Choices": [',
      '"Choices": [\n  ^^^ hint.no-default',
    ),
  );
});

test('callbacks: may wait for people without a timeout', () => {
  const task = (name: string, mark: string) => `
{ "StartAt": "${name}", "States": {
  "${name}": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true,
${mark}    "Parameters": { "FunctionName": "f", "Payload": { "token.$": "$$.Task.Token" } } } } }
`;
  checkFindings(task('Get approval', ''));
  checkFindings(task('Convert', '  ^^^^^^^^^ hint.no-timeout\n'));
});

test('resources: name the wrong part, in every partition', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Task", "Resource": "arn:aws-eusc:lambda:eusc-de-east-1:123456789012:function:f", "Next": "B" },
  "B": { "Type": "Task", "Resource": "arn:aws-iso-b:states:::lambda:invok", "Next": "C" },
                                                                    ^^^^^ SCHEMA_VALIDATION_FAILED
  "C": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem.sync", "End": true } } }
                                                                        ^^^^ SCHEMA_VALIDATION_FAILED
`);
});

test('resources: Express workflows wait for nobody', () => {
  const definition = `
{ "StartAt": "A", "States": {
  "A": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a", "End": true } } }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
`;
  checkFindings(definition, { type: 'EXPRESS' });
  checkFindings(definition.replace(/\n +\^+ .*\n/, '\n'), { type: 'STANDARD' });
});

test('resources: Express children of a distributed Map wait for nobody either', () => {
  checkFindings(`
{ "StartAt": "A", "States": { "A": { "Type": "Map", "End": true, "ItemProcessor": {
  "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" }, "StartAt": "P", "States": { "P": {
  "Type": "Parallel", "End": true, "Branches": [{ "StartAt": "T", "States": { "T": { "Type": "Task", "End": true,
  "Resource": "arn:aws:states:::ecs:runTask.sync" } } }] } } } } } }
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
`);
});

test('resources: an SDK integration names an action, and not in upper case', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:GetObject", "Next": "B" },
                                                                  ^^^^^^^^^ SCHEMA_VALIDATION_FAILED
  "B": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3", "End": true } } }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
`);
});

test('fields: Credentials name one role, which in JSONata is no path', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Credentials": { "RoleArn": 1 }, "Next": "B" },
                                                                                                 ^ SCHEMA_VALIDATION_FAILED
  "B": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "QueryLanguage": "JSONata", "End": true,
    "Credentials": { "RoleArn.$": "$.r" } } } }
    ^^^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
                     ^^^^^^^^^^^ NO_PATH
`);
});

test('fields: a timestamp in a definition has seconds', () => {
  checkFindings(`
{ "StartAt": "A", "States": { "A": { "Type": "Wait", "Timestamp": "2030-01-01T00:00Z", "End": true } } }
                                                                  ^^^^^^^^^^^^^^^^^^^ SCHEMA_VALIDATION_FAILED
`);
});

test('fields: headers that are given are there', () => {
  checkFindings(`
{ "StartAt": "A", "States": { "A": { "Type": "Map", "End": true,
  "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
    "StartAt": "B", "States": { "B": { "Type": "Succeed" } } },
  "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "b", "Key": "k" },
    "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "GIVEN" } } } } }
                    ^ SCHEMA_VALIDATION_FAILED
`);
});

test('suppression: a Comment or a comment silences one state', () => {
  checkFindings(`
{ "StartAt": "A", "States": {
  "A": { "Type": "Pass", "Comment": "stepwise-ignore NO_DOLLAR", "Parameters": { "a": "$.b" }, "Next": "B" },
  // stepwise-ignore
  ^^^^^^^^^^^^^^^^^^ hint.json-comment
  "B": { "Type": "Pass", "Parameters": { "a": "$.b" }, "Next": "C" },
  "C": { "Type": "Pass", "Parameters": { "a": "$.b" }, "End": true } } }
                                              ^^^^^ NO_DOLLAR
`);
});
