import { type Document, isScalar, type Node, type ParsedNode, parseAllDocuments, visit, type YAMLError } from 'yaml';
import type { TextRange } from '../text.ts';
import type { SyntaxProblem } from './syntaxTree.ts';

/** The first document of a YAML text as the `yaml` package reads it; its scalars are to be read from their ranges. */
export interface YamlDocument {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

type Documents = readonly Document.Parsed<ParsedNode>[];

/** A text that goes wrong everywhere is not listed place by place. */
const maximumProblems = 100;

/** Never throws. A quotation mark that is never closed ends with its line, so that the rest is read as it was meant. */
export function readYamlDocument(text: string): YamlDocument {
  const readable = maskPlaceholders(text);
  const documents = compose(readable);
  const openQuote = documents[0]?.errors.find((error) => error.message.startsWith('Missing closing '));
  const closed = openQuote && closeQuote(readable, documents[0], openQuote.pos[0]);
  if (!closed) return toYamlDocument(documents, text, []);
  const problem = { message: 'This quotation mark is not closed.', range: closed.range, severity: 'error' } as const;
  return toYamlDocument(compose(closed.text), text, [problem]);
}

/** The marks of each `${placeholder}` become letters, for it is one word also where YAML reads more into braces. */
function maskPlaceholders(text: string): string {
  return text.replace(/\$\{[^{}\s"'#\\]+\}/g, (placeholder) => placeholder.replace(/[{}:,[\]]/g, '_'));
}

function compose(text: string): Documents {
  const options = { schema: 'failsafe', prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;
  const documents = parseAllDocuments(text, options);
  return Array.isArray(documents) ? documents : [];
}

/** The text with a quotation mark at the end of the line on which the scalar that ends at `end` begins. */
function closeQuote(
  text: string,
  document: Document.Parsed<ParsedNode> | undefined,
  end: number,
): { text: string; range: TextRange } | undefined {
  let start = end;
  visit(document ?? null, {
    Scalar: (_key, { range }) => {
      if (range?.[1] === end) start = range[0];
    },
  });
  const line = text.slice(start, end).search(/[\r\n]/);
  if (line < 1) return undefined;
  const last = start + line - 1;
  const mark = last === start ? '_' : text.charAt(start);
  return { text: text.slice(0, last) + mark + text.slice(last + 1), range: { start, end: last + 1 } };
}

function toYamlDocument(documents: Documents, text: string, known: readonly SyntaxProblem[]): YamlDocument {
  const [document, second] = documents;
  const warnings = document?.warnings.filter((warning) => warning.code !== 'TAG_RESOLVE_FAILED') ?? [];
  const problems = [
    ...known,
    ...(document?.errors ?? []).map((error) => toProblem(error, text, 'error')),
    ...warnings.map((warning) => toProblem(warning, text, 'warning')),
    ...(second ? [secondDocument(second, text)] : []),
  ];
  return { root: rootOf(document), problems: withoutRepetition(problems).slice(0, maximumProblems) };
}

function rootOf(document: Document.Parsed<ParsedNode> | undefined): Node | undefined {
  const root = document?.contents;
  const isEmpty = isScalar(root) && root.range?.[0] === root.range?.[1] && !root.anchor && !root.tag;
  return isEmpty ? undefined : (root ?? undefined);
}

function toProblem(error: YAMLError, text: string, severity: 'error' | 'warning'): SyntaxProblem {
  const [start, end] = error.pos;
  const range = { start: Math.min(start, text.length), end: Math.min(end, text.length) };
  const message = error.code === 'RESOURCE_EXHAUSTION' ? 'This is nested too deeply.' : `${error.message}.`;
  return { message, range, severity };
}

function secondDocument(second: Document.Parsed<ParsedNode>, text: string): SyntaxProblem {
  const end = Math.min(second.range[1], text.length);
  const message = 'A definition is one YAML document; what follows the first is not read.';
  return { message, range: { start: Math.min(second.range[0], end), end }, severity: 'error' };
}

/** One problem a message: what goes wrong on one level often goes wrong on all levels above. */
function withoutRepetition(problems: readonly SyntaxProblem[]): SyntaxProblem[] {
  const messages = new Set<string>();
  return problems.filter(({ message, range }) => {
    const key = message.includes('nested too deeply') ? message : `${message} ${range.start}`;
    return !messages.has(key) && messages.add(key);
  });
}
