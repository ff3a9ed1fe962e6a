import type { CodeRow } from './codes.ts';

/** What AWS accepts, or accepts and then fails at, and is still worth saying. */
export const ownCodes = {
  'hint.json-comment': {
    severity: 'warning',
    title: 'JSON has no comments',
    doc: 'AWS refuses comments. A tool that deploys the file may strip them; a Comment field is always safe.',
  },
  'hint.duplicate-key': {
    severity: 'warning',
    title: 'A member stands twice in one object',
    doc: 'JSON readers keep the last of them, so the first has no effect.',
  },
  'hint.definition-too-large': {
    severity: 'error',
    title: 'The definition is larger than 1 MB',
    doc: 'AWS takes at most 1,048,576 characters.',
  },
  'hint.payload-too-large': {
    severity: 'warning',
    title: 'A constant is larger than any payload may be',
    doc: 'Inputs, results and variables have at most 256 KiB, so a state with a larger constant always fails with States.DataLimitExceeded.',
  },
  'hint.no-end-state': {
    severity: 'error',
    title: 'A branch or iteration has no end',
    doc: 'No state in this States object is a Succeed, a Fail, or has `"End": true`. AWS accepts that, but an execution that enters cannot get out.',
  },
  'hint.endless-loop': {
    severity: 'warning',
    title: 'From some states no path leads to an end',
    doc: 'The states follow each other in a circle without an exit: an execution that gets there repeats them until something fails or it is stopped.',
  },
  'hint.no-default': {
    severity: 'hint',
    title: 'A Choice has no Default',
    doc: 'When no rule matches, the execution fails with States.Runtime, which nothing can catch. Not said when two rules take both answers to one question, such as IsPresent, or a condition and its opposite.',
  },
  'hint.unreachable-rule': {
    severity: 'warning',
    title: 'A choice rule is never asked',
    doc: 'A rule before it is always true.',
  },
  'hint.distributed-only': {
    severity: 'error',
    title: 'An inline Map has a part of distributed Maps',
    doc: 'ItemReader, ItemBatcher and ResultWriter work in distributed Maps only. AWS accepts them in an inline Map, and the execution fails when it gets there.',
  },
  'hint.inline-no-effect': {
    severity: 'warning',
    title: 'A field has no effect in an inline Map',
    doc: 'Label and the tolerated failures belong to distributed Maps. An inline Map fails with its first failing item.',
  },
  'hint.reader-config': {
    severity: 'warning',
    title: 'Members of ReaderConfig do not fit together',
    doc: 'The member has no effect beside the others, or lacks the one that it needs.',
  },
  'hint.missing-argument': {
    severity: 'warning',
    title: 'A service integration lacks a parameter',
    doc: 'The service needs this parameter, and the task fails without it.',
  },
  'hint.no-task-token': {
    severity: 'warning',
    title: 'A callback task does not hand over its token',
    doc: 'The task waits until somebody sends its token back. The token is `$$.Task.Token`, or `$states.context.Task.Token` in JSONata, and belongs somewhere into the parameters.',
  },
  'hint.no-timeout': {
    severity: 'hint',
    title: 'A callback task has no timeout',
    doc: 'If the answer never comes, the task waits for up to a year. TimeoutSeconds or HeartbeatSeconds ends it sooner. Not said where the name or the Comment of the state speaks of people, who may take their time: an approval, a review, a user’s answer.',
  },
  'hint.heartbeat-too-long': {
    severity: 'warning',
    title: 'HeartbeatSeconds is not smaller than TimeoutSeconds',
    doc: 'The task times out before a heartbeat can be missed.',
  },
  'hint.express-wait': {
    severity: 'warning',
    title: 'An Express workflow waits for more than five minutes',
    doc: 'Express executions end after five minutes.',
  },
  'hint.unknown-error': {
    severity: 'warning',
    title: 'ErrorEquals names an error that Step Functions does not have',
    doc: 'Names that begin with `States.` are reserved. One that is neither predefined nor given by a Fail state is most likely misspelt.',
  },
  'hint.uncatchable-error': {
    severity: 'warning',
    title: 'ErrorEquals names an error that cannot be handled',
    doc: 'States.Runtime ends the execution whatever Retry and Catch say.',
  },
  'hint.unreachable-retrier': {
    severity: 'warning',
    title: 'A retrier is never used',
    doc: 'Earlier retriers take all of its errors.',
  },
  'hint.unreachable-catcher': {
    severity: 'warning',
    title: 'A catcher is never used',
    doc: 'Earlier catchers take all of its errors.',
  },
  'hint.undefined-variable': {
    severity: 'warning',
    title: 'A variable is read that has no value here',
    doc: 'No path to this state assigns the variable. Iterations of a distributed Map cannot read the variables outside it, and variables of a branch or iteration end with it.',
  },
  'hint.unset-variable': {
    severity: 'warning',
    title: 'A variable is not assigned on every path',
    doc: 'Some paths to this state assign the variable and some do not; on those the state fails.',
  },
  'hint.jsonata-function': {
    severity: 'warning',
    title: 'A JSONata expression calls a function that does not exist',
    doc: 'The state fails with States.QueryEvaluationError when the expression is evaluated.',
  },
  'hint.jsonata-arguments': {
    severity: 'warning',
    title: 'A JSONata function is called with the wrong number of arguments',
    doc: 'The state fails with States.QueryEvaluationError when the expression is evaluated.',
  },
  'hint.end-false': {
    severity: 'warning',
    title: 'End: false says nothing',
    doc: 'Only `"End": true` ends a workflow. `"End": false` is the same as no End, and the state still needs Next.',
  },
  'hint.sdk-resource': {
    severity: 'hint',
    title: 'AWS is not known to offer this SDK integration',
    doc: 'The service or action behind `aws-sdk` is not among those that Stepwise knows, or AWS no longer lists it. New ones appear all the time.',
  },
  'hint.unknown-substitution': {
    severity: 'warning',
    title: 'Nothing gives a placeholder its value',
    doc: 'The template that uses this definition declares its substitutions, and `${Name}` is not among them: it stays as it is.',
  },
  'hint.jsonata-in-jsonpath': {
    severity: 'warning',
    title: 'A JSONata expression stands in a JSONPath state',
    doc: 'The text between `{%` and `%}` is not evaluated here. Set QueryLanguage to JSONata, or use a path.',
  },
  'hint.jsonpath-in-jsonata': {
    severity: 'warning',
    title: 'A path stands as text in a JSONata state',
    doc: 'In JSONata only strings between `{%` and `%}` are evaluated.',
  },
  'hint.jsonata-delimiters': {
    severity: 'warning',
    title: 'A string is almost a JSONata expression',
    doc: 'Only a string that begins with exactly `{%` and ends with `%}` is evaluated. With text or blanks around them, or one of them missing, it stays text.',
  },
  'hint.missing-permission': {
    severity: 'hint',
    title: 'The role in the template lacks a permission',
    doc: 'The template that declares the state machine gives it a role whose policies do not allow what this state calls. Roles with policies that the template only names are not judged.',
  },
  'hint.mock-file': {
    severity: 'error',
    title: 'A mock file cannot be used as it is',
    doc: 'It lacks a part, has one in the wrong place, names a response that is not there, or leaves out invocations. A run that comes there fails with States.Runtime.',
  },
  'hint.mock-name': {
    severity: 'warning',
    title: 'A mock file names what is not there',
    doc: 'No workflow near the mock file has that name, the workflow has no such task, or Step Functions has no such error.',
  },
  'hint.mock-result': {
    severity: 'warning',
    title: 'A mocked result is not what the service answers',
    doc: 'A member has another type or a value that the service never answers. TestState refuses such a result.',
  },
  'hint.mock-member': {
    severity: 'hint',
    title: 'A mocked result has a member that the service is not known to answer',
    doc: 'It may be misspelt, or new: services gain members all the time.',
  },
} as const satisfies Record<string, CodeRow>;
