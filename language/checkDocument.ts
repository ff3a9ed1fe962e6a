import { type CheckedDefinition, checkDefinition, type DefinitionOptions, heard } from './checks/checkDefinition.ts';
import { checkSubstitutions } from './checks/checkSubstitutions.ts';
import { type DocumentKind, readDocument } from './readDocument.ts';
import type { DocumentDefinition } from './syntax/documentDefinition.ts';
import { noSubstitutions, type Substitutions, substitute } from './syntax/substitutions.ts';

/** What the surroundings of a definition file say about it: settings, and its template's type and substitutions. */
export interface Surroundings extends DefinitionOptions {
  readonly substitutions?: Substitutions | undefined;
}

/** One state machine of a document, read and checked. */
export interface CheckedInDocument extends CheckedDefinition {
  readonly definition: DocumentDefinition;
}

/** Reads and checks every state machine in a text. What the document itself says comes before the surroundings. */
export function checkDocument(
  text: string,
  kind: DocumentKind,
  surroundings: Surroundings = {},
): readonly CheckedInDocument[] {
  return readDocument(text, kind).map((definition) => checkRead(definition, surroundings));
}

/** Checks one state machine of a document that has been read; `earlier` is what came of it before an edit. */
export function checkRead(
  definition: DocumentDefinition,
  surroundings: Surroundings = {},
  earlier?: CheckedDefinition,
): CheckedInDocument {
  const isEmbedded = definition.title !== undefined;
  const substitutions = isEmbedded ? definition.substitutions : (surroundings.substitutions ?? noSubstitutions);
  const root = definition.root && substitute(definition.root, substitutions);
  const { machine, findings, checked } = checkDefinition(
    { ...definition, root },
    { ...surroundings, type: definition.type ?? surroundings.type },
    earlier?.checked,
  );
  const unknown = heard(checkSubstitutions(definition.root, substitutions), machine, definition, surroundings);
  return { definition, machine, findings: [...findings, ...unknown], checked };
}
