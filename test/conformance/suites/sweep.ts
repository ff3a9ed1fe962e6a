import {
  CodeActionRequest,
  CodeActionTriggerKind,
  CompletionRequest,
  DefinitionRequest,
  HoverRequest,
  LogMessageNotification,
  MessageType,
  PrepareRenameRequest,
  ReferencesRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient } from '../../kit/lspClient.ts';
import { type SampleWorkflow, sampleWorkflows } from '../../kit/sampleWorkflows.ts';
import type { CaseResult, Suite } from '../suite.ts';

/** The cursor on every offset of sixty real workflows, and everything asked there that an editor would ask. */
export const sweep: Suite = {
  name: 'sweep',
  onRequest: true,
  async *run(root) {
    const sweeper = await startSweep();
    for (const file of sampleWorkflows(root, 60)) yield sweeper.sweep(file, 1);
    await sweeper.close();
  },
};

export interface Sweeper {
  /** Asks at every `step`-th offset. A mistake that the server logs counts as an error, as a refused request does. */
  sweep(file: SampleWorkflow, step: number): Promise<CaseResult & { readonly slowest: Slowest }>;
  close(): Promise<void>;
}

type Slowest = NonNullable<CaseResult['slowest']>;

const questions = [
  CompletionRequest.method,
  HoverRequest.method,
  DefinitionRequest.method,
  ReferencesRequest.method,
  PrepareRenameRequest.method,
  CodeActionRequest.method,
] as const;

/** Asks the bundled server over its standard input and output. */
export async function startSweep(): Promise<Sweeper> {
  const client = await connect('bundle');
  const mistakes: string[] = [];
  client.connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
    if (type === MessageType.Error) mistakes.push(message);
  });
  return {
    async sweep(file, step) {
      const document = await client.open(file.text, file.name, file.format === 'yaml' ? 'asl-yaml' : 'asl');
      await document.diagnostics();
      const slowest = await askEverywhere(client, file, document.uri, step, mistakes);
      await document.close();
      const [difference] = mistakes.splice(0);
      return { name: file.name, passed: difference === undefined, ...(difference && { difference }), slowest };
    },
    close: () => client.close(),
  };
}

async function askEverywhere(
  client: LspClient,
  { name, text }: SampleWorkflow,
  uri: string,
  step: number,
  mistakes: string[],
): Promise<Slowest> {
  const positions = TextDocument.create(uri, 'asl', 1, text);
  let slowest: Slowest = { what: '', milliseconds: 0 };
  for (let offset = 0; offset <= text.length; offset += step) {
    const at = positions.positionAt(offset);
    for (const { method, milliseconds } of await askAt(client, uri, at, mistakes)) {
      if (milliseconds <= slowest.milliseconds) continue;
      slowest = { what: `${method} at ${at.line + 1}:${at.character + 1} of ${name}`, milliseconds };
    }
  }
  return slowest;
}

/** All questions at once, which are answered one after the other: each takes from the answer before to its own. */
async function askAt(client: LspClient, uri: string, position: TextDocumentPosition, mistakes: string[]) {
  let before = performance.now();
  const took: { method: string; milliseconds: number }[] = [];
  const answers = questions.map(async (method) => {
    await client.connection.sendRequest(method, paramsOf(method, uri, position)).catch((reason: unknown) => {
      mistakes.push(`${method}: ${reason instanceof Error ? reason.message : String(reason)}`);
    });
    const now = performance.now();
    took.push({ method, milliseconds: now - before });
    before = now;
  });
  await Promise.all(answers);
  return took;
}

type TextDocumentPosition = ReturnType<TextDocument['positionAt']>;

function paramsOf(method: (typeof questions)[number], uri: string, position: TextDocumentPosition) {
  const textDocument = { uri };
  if (method === CodeActionRequest.method) {
    const context = { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked };
    return { textDocument, range: { start: position, end: position }, context };
  }
  return { textDocument, position, context: { includeDeclaration: true } };
}
