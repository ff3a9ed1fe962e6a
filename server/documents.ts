import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CheckedDefinition, checkDefinition, type DefinitionOptions } from '../language/checks/checkDefinition.ts';
import type { Finding } from '../language/checks/finding.ts';
import { readStateMachine } from '../language/model/readStateMachine.ts';
import type { StateMachine } from '../language/model/stateMachine.ts';
import { findDefinitions } from '../language/syntax/embedded.ts';
import { formatOfText, parseText, type TextFormat } from '../language/syntax/parseText.ts';
import type { ParsedText, SyntaxNode } from '../language/syntax/syntaxTree.ts';
import { LineIndex } from '../language/text.ts';

/** A state machine that a document holds: the whole of it, or one of those that a template declares. */
export class Definition {
  readonly parsed: ParsedText;
  #checked: CheckedDefinition | undefined;
  #settings: DefinitionOptions['findings'];
  #machine: StateMachine | undefined;

  constructor(parsed: ParsedText) {
    this.parsed = parsed;
  }

  get root(): SyntaxNode | undefined {
    return this.parsed.root;
  }

  get machine(): StateMachine {
    this.#machine ??= this.#checked?.machine ?? readStateMachine(this.root);
    return this.#machine;
  }

  /** What is wrong with it, under the settings by code. */
  findings(settings: DefinitionOptions['findings']): readonly Finding[] {
    if (this.#checked === undefined || this.#settings !== settings) {
      this.#checked = checkDefinition(this.parsed, { findings: settings });
      this.#settings = settings;
    }
    return this.#checked.findings;
  }
}

/** One version of an open document. It is parsed and read when first asked, once; a later version is another object. */
export class DocumentVersion {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly format: TextFormat;
  readonly #languageId: string;
  #lines: LineIndex | undefined;
  #definitions: readonly Definition[] | undefined;

  constructor(document: TextDocument) {
    this.uri = document.uri;
    this.version = document.version;
    this.text = document.getText();
    this.#languageId = document.languageId;
    this.format = formatOf(document.languageId, this.text);
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  /** One for a workflow file, however broken; any number for a template. */
  get definitions(): readonly Definition[] {
    this.#definitions ??= this.#read();
    return this.#definitions;
  }

  /** The definition around `offset`; a workflow file is one definition from its first character to its last. */
  definitionAt(offset: number): Definition | undefined {
    if (this.#isWorkflow) return this.definitions[0];
    return this.definitions.find(({ root }) => root && root.range.start <= offset && offset <= root.range.end);
  }

  get #isWorkflow(): boolean {
    return this.#languageId === 'asl' || this.#languageId === 'asl-yaml';
  }

  #read(): readonly Definition[] {
    if (this.#isWorkflow) return [new Definition(parseText(this.text, this.format))];
    const embedded = findDefinitions(this.text, this.format) ?? [];
    return embedded.flatMap(({ root, problems }) => (root ? [new Definition({ root, problems })] : []));
  }
}

/** The newest version of every open document. */
export class Documents {
  readonly #versions = new Map<string, DocumentVersion>();

  /** The current version of `document`; made anew only when the text has changed. */
  of(document: TextDocument): DocumentVersion {
    const known = this.#versions.get(document.uri);
    if (known?.version === document.version) return known;
    const fresh = new DocumentVersion(document);
    this.#versions.set(document.uri, fresh);
    return fresh;
  }

  forget(uri: string): void {
    this.#versions.delete(uri);
  }
}

function formatOf(languageId: string, text: string): TextFormat {
  if (languageId === 'asl' || languageId === 'json' || languageId === 'jsonc') return 'json';
  return languageId.includes('yaml') ? 'yaml' : formatOfText(text);
}
