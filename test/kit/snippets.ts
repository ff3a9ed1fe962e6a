import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextFormat } from '../../language/syntax/parseText.ts';
import { root } from '../../scripts/vscode.ts';

/** As `snippets/` has it. */
export interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

/** The snippet as it stands before anybody fills it in. */
export function expand({ body }: Snippet): string {
  const defaults = new Map<string, string>();
  const text = body.join('\n').replace(/\$\{(\d+):((?:[^}\\]|\\.)*)\}/g, (_all, number: string, value: string) => {
    const plain = value.replace(/\\(.)/g, '$1');
    defaults.set(number, plain);
    return plain;
  });
  return text
    .replace(/(?<!\\)\$(\d+)/g, (_all, number: string) => defaults.get(number) ?? '')
    .replace(/\\([\\$}])/g, '$1')
    .replaceAll('\t', '  ');
}

/** The names that the placeholders make up for states that do not exist. */
const madeUp = ['NextState', 'OtherState', 'HandlerState'];

/** A workflow that begins with the first state of a snippet, and has those that its placeholders make up. */
export function workflowWith(state: string, format: TextFormat): string {
  const [, name = ''] = /^"?([^":]+)"?:/.exec(state) ?? [];
  if (format === 'json') {
    const others = madeUp.map((other) => `"${other}": { "Type": "Succeed", "Comment": "stepwise-ignore" }`).join(',\n');
    return `{ "StartAt": "${name}", "States": {\n${state},\n${others}\n} }`;
  }
  const others = madeUp.map((other) => `  ${other}:\n    Type: Succeed\n    Comment: stepwise-ignore`).join('\n');
  const indented = state.replace(/^/gm, '  ');
  return `StartAt: ${name}\nStates:\n${indented}\n${others}\n`;
}

export function snippetsIn(file: string): Record<string, Snippet> {
  return JSON.parse(readFileSync(join(root, 'snippets', file), 'utf8')) as Record<string, Snippet>;
}
