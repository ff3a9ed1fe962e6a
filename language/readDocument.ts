import { fillFunctions } from './syntax/cloudFormation.ts';
import type { DocumentDefinition } from './syntax/documentDefinition.ts';
import { findDefinitions } from './syntax/embedded.ts';
import { parseText, type TextFormat } from './syntax/parseText.ts';
import { noSubstitutions } from './syntax/substitutions.ts';
import { memberOf, type SyntaxNode } from './syntax/syntaxTree.ts';
import { findTerraformDefinitions } from './syntax/terraform.ts';

/** What a document is, which its name tells. A `template` may hold any number of definitions, or none. */
export interface DocumentKind {
  readonly format: TextFormat | 'terraform';
  readonly role: 'definition' | 'template';
}

/** The kind that a file's name tells; undefined for files that have no definitions. `name` may be a path or URI. */
export function kindOfFile(name: string): DocumentKind | undefined {
  const [, asl, extension] = /(\.asl)?\.(asl|json|ya?ml|template|tf)$/i.exec(name) ?? [];
  switch (extension?.toLowerCase()) {
    case 'tf':
      return { format: 'terraform', role: 'template' };
    case 'asl':
      return { format: 'json', role: 'definition' };
    case 'yaml':
    case 'yml':
      return { format: 'yaml', role: asl ? 'definition' : 'template' };
    case 'json':
    case 'template':
      return { format: 'json', role: asl ? 'definition' : 'template' };
    default:
      return undefined;
  }
}

/** A document of one definition as it was before an edit. */
export interface EarlierDocument {
  readonly text: string;
  readonly definition: DocumentDefinition;
}

/**
 * Every definition in a text, with its ranges in that text. A definition file always has one, however broken;
 * a text of the role `template` has those that a template declares, or is one if it looks like one. Never throws.
 * After an edit the answer is the same, only sooner, and what was read of the `earlier` text must not be used any more.
 */
export function readDocument(
  text: string,
  kind: DocumentKind,
  earlier?: EarlierDocument,
): readonly DocumentDefinition[] {
  if (kind.format === 'terraform') return findTerraformDefinitions(text);
  const embedded = kind.role === 'template' ? findDefinitions(text, kind.format) : undefined;
  if (embedded) return embedded;
  if (kind.role === 'template' && !(text.includes('StartAt') && text.includes('States'))) return [];
  const definition = readDefinition(text, kind.format, earlier);
  return kind.role === 'definition' || isDefinition(definition.root) ? [definition] : [];
}

function readDefinition(text: string, format: TextFormat, earlier: EarlierDocument | undefined): DocumentDefinition {
  // A tree with its functions filled in is no longer the tree of its text.
  const isReusable = earlier !== undefined && !callsFunctions(earlier.text);
  const parsed = parseText(text, format, isReusable ? { ...earlier.definition, text: earlier.text } : undefined);
  const { root } = parsed;
  return {
    ...parsed,
    title: undefined,
    titleRange: { start: 0, end: 0 },
    type: undefined,
    root: root && callsFunctions(text) ? fillFunctions(root) : root,
    definitionUri: undefined,
    substitutions: noSubstitutions,
  };
}

/** Whether the text is a cutting from a template. `Ref` alone may as well be a word of somebody's payload. */
function callsFunctions(text: string): boolean {
  if (text.includes('Fn::') && /\bFn::[A-Z]\w*["']?[ \t]*:/.test(text)) return true;
  return text.includes('Ref') && /\bResource["']?\s*:\s*\{?\s*["']?Ref["']?[ \t]*:/.test(text);
}

function isDefinition(root: SyntaxNode | undefined): boolean {
  return memberOf(root, 'StartAt') !== undefined && memberOf(root, 'States') !== undefined;
}
