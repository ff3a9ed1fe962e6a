import * as vscode from 'vscode';
import { findDeclaration, type TemplateFile } from '../language/findTemplate.ts';
import { comparePolicy, type PolicyComparison } from '../language/integrations/comparePolicy.ts';
import { policyFor } from '../language/integrations/policy.ts';
import { placeFor } from '../language/integrations/policyFormats.ts';
import { rolePolicies } from '../language/integrations/rolePolicies.ts';
import type { Json } from '../language/json.ts';
import { kindOfFile } from '../language/readDocument.ts';
import { mayBeTemplate } from '../language/syntax/embedded.ts';
import { formatOfText, parseText } from '../language/syntax/parseText.ts';
import { toJson } from '../language/syntax/syntaxTree.ts';
import { type DefinitionMeant, definitionMeant } from './definitionMeant.ts';
import { catalogueOf } from './openCatalogue.ts';
import { openText } from './openText.ts';
import type { Workbench } from './workbench.ts';
import { baseName, readFile } from './workflowFiles.ts';

/** More templates than these are not looked through. */
const mostTemplates = 300;

/** What exists already, to compare with. */
interface Existing {
  readonly label: string;
  readonly policies: Json;
  /** False where the role has policies that are not written there. */
  readonly complete: boolean;
}

/** Shows what the role of a workflow lacks and what it has too much: by the template that declares it, or by any file. */
export async function comparePolicies({ context }: Workbench, uri: vscode.Uri | undefined): Promise<void> {
  const meant = await definitionMeant(uri);
  const existing = meant && (await chosenPolicies(meant, await inTemplate(meant)));
  if (!meant || !existing) return;
  const place = placeFor('cloudformation', { stateMachineName: meant.name });
  const needed = await policyFor(meant.machine, await catalogueOf(context), { place });
  const page = comparisonPage(meant.name, existing, comparePolicy(needed, existing.policies));
  await openText(page, 'markdown');
}

/** The role's policies in the document itself, or in the first template of the workspace that names it. */
async function inTemplate({ document, name }: DefinitionMeant): Promise<Existing | undefined> {
  const text = document.getText();
  if (mayBeTemplate(text)) return roleIn({ path: document.uri.toString(), text }, name);
  const files = await vscode.workspace.findFiles('**/*.{yaml,yml,json,template}', '**/node_modules/**', mostTemplates);
  const templates: TemplateFile[] = [];
  for (const file of files) {
    const content = (await readFile(file)) ?? '';
    if (mayBeTemplate(content)) templates.push({ path: file.toString(), text: content });
  }
  const found = findDeclaration(document.uri.toString(), templates);
  const template = templates.find(({ path }) => path === found?.template);
  return template && roleIn(template, found?.definition.title ?? '');
}

function roleIn({ path, text }: TemplateFile, machine: string): Existing | undefined {
  const role = rolePolicies(text, kindOfFile(path)?.format === 'yaml' ? 'yaml' : 'json', machine);
  const label = `The role of ${role?.name} in ${baseName(vscode.Uri.parse(path))}`;
  return role && { label, policies: [...role.policies], complete: role.complete };
}

async function chosenPolicies({ name }: DefinitionMeant, known: Existing | undefined): Promise<Existing | undefined> {
  const another = 'A file with a policy or a template…';
  const labels = known ? [known.label, another] : [another];
  const label = await vscode.window.showQuickPick(labels, { title: `Compare What ${name} Needs with` });
  if (label === undefined) return undefined;
  if (known && label === known.label) return known;
  const [file] = (await vscode.window.showOpenDialog({ openLabel: 'Compare' })) ?? [];
  const text = file && (await readFile(file));
  if (!file || text === undefined) return undefined;
  const policies = toJson(parseText(text, formatOfText(text)).root);
  return { label: baseName(file), policies, complete: true };
}

function comparisonPage(name: string, { label, complete }: Existing, { missing, excess }: PolicyComparison): string {
  const lacking = missing.map(({ action, resource, reasons }) => {
    const states = [...new Set(reasons.flatMap(({ state }) => state ?? []))];
    return `- \`${action}\` on \`${resource}\`${states.length > 0 ? `, for ${states.join(', ')}` : ''}`;
  });
  const tooMuch = excess.map(({ kind, action, resource }) => {
    return `- \`${action}\` on \`${resource}\`${kind === 'wider' ? ': wider than needed' : ': nothing needs it'}`;
  });
  const note = complete ? [] : ['The role has policies that are not written there; they may allow what is missing.'];
  const list = (lines: readonly string[]) => (lines.length > 0 ? lines.join('\n') : 'Nothing.');
  const parts = [`# ${name} and its role`, label, ...note, '## Missing', list(lacking), '## Too much', list(tooMuch)];
  return `${parts.join('\n\n')}\n`;
}
