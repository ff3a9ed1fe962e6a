import { TextDocument } from 'vscode-languageserver-textdocument';
import { checkRead, type Surroundings } from '../language/checkDocument.ts';
import type { CheckedDefinition, DefinitionOptions } from '../language/checks/checkDefinition.ts';
import type { Finding } from '../language/checks/finding.ts';
import { readStateMachine } from '../language/model/readStateMachine.ts';
import type { StateMachine } from '../language/model/stateMachine.ts';
import { type DocumentKind, kindOfFile, readDocument } from '../language/readDocument.ts';
import type { DocumentDefinition } from '../language/syntax/documentDefinition.ts';
import { formatOfText, type TextFormat } from '../language/syntax/parseText.ts';
import { substitute } from '../language/syntax/substitutions.ts';
import type { SyntaxNode } from '../language/syntax/syntaxTree.ts';
import { LineIndex } from '../language/text.ts';

/** What the template that names a definition file says about it. */
export type DeclaredElsewhere = Pick<Surroundings, 'type' | 'substitutions'>;

/** A state machine that a document holds: the whole of it, or one of those that a template declares. */
export class Definition {
  readonly declared: DocumentDefinition;
  readonly #elsewhere: DeclaredElsewhere;
  #earlier: CheckedDefinition | undefined;
  #checked: CheckedDefinition | undefined;
  #settings: DefinitionOptions['findings'];
  #machine: StateMachine | undefined;

  /** `earlier` is the same definition before the last edit. */
  constructor(declared: DocumentDefinition, elsewhere: DeclaredElsewhere, earlier?: Definition) {
    this.declared = declared;
    this.#elsewhere = elsewhere;
    this.#earlier = earlier && (earlier.#checked ?? earlier.#earlier);
  }

  /** As it is written, with placeholders. */
  get root(): SyntaxNode | undefined {
    return this.declared.root;
  }

  /** With the known substitutions in the place of their names. */
  get machine(): StateMachine {
    const { root, substitutions } = this;
    this.#machine ??= readStateMachine(
      root && substitutions ? substitute(root, substitutions) : root,
      (node) => this.#earlier?.checked?.stateOf(node)?.state,
    );
    return this.#machine;
  }

  /** What the template around it, or the one that names its file, puts in; undefined where no template is known. */
  get substitutions(): Surroundings['substitutions'] {
    const { title, substitutions } = this.declared;
    return title === undefined ? this.#elsewhere.substitutions : substitutions;
  }

  /** How it will be deployed, where somebody says. */
  get type(): Surroundings['type'] {
    return this.declared.type ?? this.#elsewhere.type;
  }

  /** What is wrong with it, under the settings by code. */
  findings(settings: DefinitionOptions['findings']): readonly Finding[] {
    if (this.#checked === undefined || this.#settings !== settings) {
      const earlier = this.#checked ?? this.#earlier;
      this.#checked = checkRead(this.declared, { ...this.#elsewhere, findings: settings }, earlier);
      this.#earlier = undefined;
      this.#machine = this.#checked.machine;
      this.#settings = settings;
    }
    return this.#checked.findings;
  }
}

/**
 * One version of an open document. It is parsed and read when first asked, once; a later version is another object,
 * and takes from this one what the edits left as it was. From then on nothing that was read of this version counts.
 */
export class DocumentVersion {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly format: TextFormat;
  readonly #kind: DocumentKind;
  readonly #language: string;
  readonly #elsewhere: DeclaredElsewhere;
  #earlier: DocumentVersion | undefined;
  #lines: LineIndex | undefined;
  #definitions: readonly Definition[] | undefined;

  constructor(document: TextDocument, elsewhere: DeclaredElsewhere, earlier?: DocumentVersion) {
    this.uri = document.uri;
    this.version = document.version;
    this.text = document.getText();
    this.#kind = kindOf(document);
    this.format = this.#kind.format === 'terraform' ? 'json' : this.#kind.format;
    this.#language = document.languageId;
    this.#elsewhere = elsewhere;
    // One that nobody read has nothing to give.
    this.#earlier = earlier && (earlier.#definitions ? earlier : earlier.#earlier);
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
    if (this.#kind.role === 'definition') return this.definitions[0];
    const around = ({ root }: Definition) => root && root.range.start <= offset && offset <= root.range.end;
    return this.definitions.find(around) ?? this.#definitionBefore(offset);
  }

  /** In YAML, the definition that a line which is still empty belongs to by its indentation. */
  #definitionBefore(offset: number): Definition | undefined {
    if (this.format !== 'yaml') return undefined;
    const before = this.definitions.findLast(({ root }) => root && root.range.end < offset);
    const { start, end } = before?.root?.range ?? { start: 0, end: 0 };
    const isBlock = !/[{"']/.test(this.text[start] ?? '');
    const column = (at: number) => this.lines.positionAt(at).character;
    const isInBlock = isBlock && this.text.slice(end, offset).trim() === '' && column(offset) >= column(start);
    return isInBlock ? before : undefined;
  }

  /** The definition of this name in a template, or the only one of a definition file, which has no name. */
  definitionCalled(title: string | undefined): Definition | undefined {
    return this.definitions.find(({ declared }) => declared.title === title);
  }

  /** How the document would be read with another text. */
  withText(text: string): DocumentVersion {
    return new DocumentVersion(TextDocument.create(this.uri, this.#language, this.version, text), this.#elsewhere);
  }

  #read(): readonly Definition[] {
    const earlier = this.#earlier;
    this.#earlier = undefined;
    const definition = this.#kind.role === 'definition' ? earlier?.definitions[0] : undefined;
    const before = earlier && definition && { text: earlier.text, definition: definition.declared };
    const declared = readDocument(this.text, this.#kind, before).filter(
      ({ root, problems }) => this.#kind.role === 'definition' || root || problems.length > 0,
    );
    return declared.map((each) => new Definition(each, this.#elsewhere, definition));
  }
}

/** The newest version of every open document. */
export class Documents {
  readonly #versions = new Map<string, DocumentVersion>();
  readonly #elsewhere: (uri: string) => DeclaredElsewhere;

  /** `elsewhere` tells what templates say about a definition file. */
  constructor(elsewhere: (uri: string) => DeclaredElsewhere) {
    this.#elsewhere = elsewhere;
  }

  /** The current version of `document`; made anew only when the text has changed. */
  of(document: TextDocument): DocumentVersion {
    const known = this.#versions.get(document.uri);
    if (known?.version === document.version) return known;
    const fresh = new DocumentVersion(document, this.#elsewhere(document.uri), known);
    this.#versions.set(document.uri, fresh);
    return fresh;
  }

  forget(uri: string): void {
    this.#versions.delete(uri);
  }

  /** What templates say has changed. */
  forgetAll(): void {
    this.#versions.clear();
  }
}

/** How a document is read: as its language says, else as its name tells, else as it looks. */
function kindOf(document: TextDocument): DocumentKind {
  switch (document.languageId) {
    case 'asl':
      return { format: 'json', role: 'definition' };
    case 'asl-yaml':
      return { format: 'yaml', role: 'definition' };
    default:
      return kindOfFile(document.uri) ?? { format: formatOfText(document.getText()), role: 'template' };
  }
}
