import { type Diagnostic, RenameRequest, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import type { State } from '../../../language/model/stateMachine.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { type GraphAnswer, graphRequest } from '../../../server/protocol.ts';
import { connect, type LspClient, type OpenDocument } from '../../kit/lspClient.ts';
import { type SampleWorkflow, sampleWorkflows } from '../../kit/sampleWorkflows.ts';
import type { CaseResult, Suite } from '../suite.ts';

/** Every state of sixty real workflows gets another name, which changes nothing but names, and its own back, which changes nothing. */
export const renames: Suite = {
  name: 'renames',
  async *run(root) {
    const client = await connect('bundle');
    for (const file of sampleWorkflows(root, 60)) yield* renameStates(client, file);
    await client.close();
  },
};

/** One result a state. */
export async function* renameStates(client: LspClient, file: SampleWorkflow): AsyncGenerator<CaseResult> {
  const language = file.format === 'yaml' ? 'asl-yaml' : 'asl';
  const document = await client.open(file.text, file.name, language);
  const before = await meaningOf(client, document);
  for (const [index, { name }] of statesOf(file.text, file.format).entries()) {
    const difference = await roundTrip(client, document, file, index, before);
    yield { name: `${file.name}: ${name}`, passed: difference === undefined, ...(difference && { difference }) };
  }
  await document.close();
}

async function roundTrip(
  client: LspClient,
  document: OpenDocument,
  { text, format }: SampleWorkflow,
  index: number,
  before: Meaning,
): Promise<string | undefined> {
  const own = statesOf(text, format)[index]?.name ?? '';
  const other = `Renamed ${index}`;
  const renamed = await rename(client, document, text, format, index, other);
  if (renamed === undefined || renamed === text) return 'it cannot be renamed';
  await document.change(renamed);
  const after = await meaningOf(client, document);
  const back = await rename(client, document, renamed, format, index, own);
  await document.change(text);
  if (back !== text) return `the name comes back in another way\n${back}`;
  return firstDifference(before, withName(after, other, own));
}

function statesOf(text: string, format: TextFormat): readonly State[] {
  return readStateMachine(parseText(text, format).root).states;
}

/** The text after the state at `index` was renamed. */
async function rename(
  client: LspClient,
  { uri }: OpenDocument,
  text: string,
  format: TextFormat,
  index: number,
  newName: string,
): Promise<string | undefined> {
  const file = TextDocument.create(uri, 'asl', 1, text);
  const { start, end } = statesOf(text, format)[index]?.nameRange ?? { start: 0, end: 0 };
  const position = file.positionAt(Math.min(start + 1, end));
  const answer = await client.connection.sendRequest(RenameRequest.type, { textDocument: { uri }, position, newName });
  const edits: readonly TextEdit[] | undefined = answer?.changes?.[uri];
  return edits && TextDocument.applyEdits(file, [...edits]);
}

/** What a text says beside its columns, which names move. */
interface Meaning {
  readonly findings: readonly string[];
  readonly graph: string;
}

async function meaningOf({ connection }: LspClient, document: OpenDocument): Promise<Meaning> {
  const findings = (await document.diagnostics()).map(describe);
  const { graph } = await connection.sendRequest<GraphAnswer>(graphRequest, { uri: document.uri });
  return { findings, graph: JSON.stringify(graph, (key, value) => (key === 'range' ? undefined : value)) ?? '' };
}

function describe({ code, severity, message, range }: Diagnostic): string {
  return `${range.start.line + 1}: ${severity} ${code} ${message}`;
}

function withName({ findings, graph }: Meaning, from: string, to: string): Meaning {
  const written = (name: string) => JSON.stringify(name).slice(1, -1);
  return {
    findings: findings.map((finding) => finding.replaceAll(from, to)),
    graph: graph.replaceAll(written(from), written(to)),
  };
}

function firstDifference(before: Meaning, after: Meaning): string | undefined {
  if (before.graph !== after.graph) return `another graph\n${before.graph}\n${after.graph}`;
  const one = before.findings.find((finding) => !after.findings.includes(finding));
  const other = after.findings.find((finding) => !before.findings.includes(finding));
  return one === undefined && other === undefined ? undefined : `other findings: ${one} | ${other}`;
}
