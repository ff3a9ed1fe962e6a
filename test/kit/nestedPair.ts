import { basename, dirname, join } from 'node:path';
import { type Debuggee, debuggee, type Stopped } from './dapClient.ts';

/** As a task names the workflow of a file. */
export const arn = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;

/** A workflow that starts another one, waits for its end and uses what it gives. */
export const inJsonPath = {
  parent: `{
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:states:::states:startExecution.sync:2",
      "Parameters": { "StateMachineArn": "${arn('child')}", "Name": "kid", "Input.$": "$" },
      "ResultSelector": { "sum.$": "$.Output.sum" },
      "Next": "After"
    },
    "After": { "Type": "Pass", "End": true }
  }
}
`,
  child: `StartAt: Add
States:
  Add:
    Type: Pass
    Assign:
      id.$: $$.Execution.Id
    Parameters:
      sum.$: States.MathAdd($.a, $.b)
    Next: Sleep
  Sleep:
    Type: Wait
    Seconds: 60
    End: true
`,
  files: ['workflow.asl.json', 'child.asl.yaml'],
} as const;

/** The same in JSONata. */
export const inJsonata = {
  parent: `QueryLanguage: JSONata
StartAt: Call
States:
  Call:
    Type: Task
    Resource: arn:aws:states:::states:startExecution.sync:2
    Arguments:
      StateMachineArn: ${arn('child')}
      Name: kid
      Input: '{% $states.input %}'
    Output:
      sum: '{% $states.result.Output.sum %}'
    Next: After
  After:
    Type: Pass
    End: true
`,
  child: `{
  "QueryLanguage": "JSONata",
  "StartAt": "Add",
  "States": {
    "Add": {
      "Type": "Pass",
      "Assign": { "id": "{% $states.context.Execution.Id %}" },
      "Output": { "sum": "{% $states.input.a + $states.input.b %}" },
      "Next": "Sleep"
    },
    "Sleep": {
      "Type": "Wait",
      "Seconds": 60,
      "End": true
    }
  }
}
`,
  files: ['workflow.asl.yaml', 'child.asl.json'],
} as const;

export type Pair = typeof inJsonPath | typeof inJsonata;

/** A debuggee with the child's file beside it. */
export async function pairOf({ parent, child, files: [file, childFile] }: Pair): Promise<Debuggee> {
  const run = await debuggee(parent, file);
  run.write(childFile, child);
  return run;
}

export interface Frame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly source: { readonly path: string };
}

export async function framesOf(run: Debuggee, threadId: number): Promise<readonly Frame[]> {
  return (await run.ask<{ stackFrames: Frame[] }>('stackTrace', { threadId })).stackFrames;
}

/** Why it stopped, the stack with its files, and scopes of the innermost frame. */
export async function seen(run: Debuggee, { reason, threadId, text }: Stopped, scopes: readonly string[] = []) {
  const frames = (await framesOf(run, threadId)).map(
    ({ name, line, source }) => `  ${name} ${basename(source.path)}:${line}`,
  );
  const rows = (await run.log(threadId, scopes)).split('\n').slice(frames.length);
  return [[reason, text].filter(Boolean).join(' '), ...frames, ...rows].join('\n');
}

/** The file of the child, and its lines by their texts. */
export function childOf(run: Debuggee, { child, files }: Pair) {
  const path = join(dirname(run.path), files[1]);
  return { path, line: (text: string) => child.slice(0, child.indexOf(text)).split('\n').length };
}

/** What an expression comes to in the innermost frame. */
export async function valueIn(run: Debuggee, threadId: number, expression: string): Promise<string> {
  const [frame] = await framesOf(run, threadId);
  return (await run.ask<{ result: string }>('evaluate', { expression, frameId: frame?.id })).result;
}
