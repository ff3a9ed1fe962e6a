import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QueryLanguage, StateMachine } from '../../language/model/stateMachine.ts';
import type { TextFormat } from '../../language/syntax/parseText.ts';

/** A state, or several with their transitions, in LSP's snippet syntax. */
export interface StateSnippet {
  readonly label: string;
  readonly detail: string;
  readonly language: QueryLanguage;
  readonly body: string;
}

interface Contributed {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const files: Readonly<Record<TextFormat, string>> = { json: 'asl.json', yaml: 'asl-yaml.json' };

/** What `snippets/` has for the place of a state in a machine; `type` is how the machine will be deployed. */
export async function stateSnippets(
  format: TextFormat,
  { queryLanguage, states }: StateMachine,
  type: 'STANDARD' | 'EXPRESS' | undefined,
): Promise<readonly StateSnippet[]> {
  const contributed = await readContributed(format);
  const shown = contributed
    .filter(({ language }) => language === queryLanguage)
    .filter(({ body }) => type !== 'EXPRESS' || !/\.sync|waitForTaskToken|:activity:|DISTRIBUTED/.test(body));
  const isOld = states.some(({ node }) => node?.members.some(({ key }) => key.value === 'Iterator'));
  return isOld && queryLanguage === 'JSONPath' ? [...shown, oldMap[format]] : shown;
}

/** Beside the bundle's folder, as beside that of the sources. */
async function readContributed(format: TextFormat): Promise<readonly StateSnippet[]> {
  const folder = [join(import.meta.dirname, '../snippets'), join(import.meta.dirname, '../../snippets')].find(
    existsSync,
  );
  if (folder === undefined) return [];
  const contributed = JSON.parse(await readFile(join(folder, files[format]), 'utf8')) as Record<string, Contributed>;
  return Object.entries(contributed)
    .filter(([, { prefix }]) => !/^asl-(?:workflow|retry|catch)\b/.test(prefix))
    .map(([name, { description, body }]) => toSnippet(name, description, body));
}

/** A state of a JSONata machine need not say that it is one. */
function toSnippet(name: string, description: string, body: readonly string[]): StateSnippet {
  const isJsonata = name.endsWith(' (JSONata)');
  return {
    label: name.replace(/ \(JSONata\)$/, ''),
    detail: description.replace(/ In JSONata\.$/, ''),
    language: isJsonata ? 'JSONata' : 'JSONPath',
    body: body.filter((line) => !/^\s*"?QueryLanguage"?:/.test(line)).join('\n'),
  };
}

const old = {
  label: 'Map state: in its older form',
  detail: 'With an Iterator, as this workflow has it elsewhere.',
  language: 'JSONPath',
} as const;

/** Where a workflow has older Maps, people may want one like them. */
const oldMap: Readonly<Record<TextFormat, StateSnippet>> = {
  json: {
    ...old,
    body: `"\${1:For each item}": {
	"Type": "Map",
	"ItemsPath": "\\$.\${2:items}",
	"Iterator": {
		"StartAt": "\${3:First}",
		"States": {
			"$3": {
				"Type": "Pass",
				"End": true
			}
		}
	},
	"Next": "\${4:NextState}"
}`,
  },
  yaml: {
    ...old,
    body: `\${1:For each item}:
  Type: Map
  ItemsPath: \\$.\${2:items}
  Iterator:
    StartAt: \${3:First}
    States:
      $3:
        Type: Pass
        End: true
  Next: \${4:NextState}`,
  },
};
