import { checkSubstitutions } from './checks/checkSubstitutions.ts';
import type { Finding } from './checks/finding.ts';
import { readStateMachine } from './model/readStateMachine.ts';
import type { StateMachine } from './model/stateMachine.ts';
import { type DocumentKind, readDocument } from './readDocument.ts';
import type { DocumentDefinition } from './syntax/documentDefinition.ts';
import { type Substitutions, substitute } from './syntax/substitutions.ts';
import type { SyntaxProblem } from './syntax/syntaxTree.ts';

/** What the surroundings of a definition file say about it: its template's type and substitutions. */
export interface Surroundings {
  readonly type?: 'STANDARD' | 'EXPRESS' | undefined;
  readonly substitutions?: Substitutions | undefined;
}

/** One state machine of a document, read and checked. */
export interface CheckedDefinition {
  readonly definition: DocumentDefinition;
  /** With the known substitutions in the place of their names; undefined when the document only names its file. */
  readonly machine: StateMachine | undefined;
  readonly findings: readonly Finding[];
}

/** Reads and checks every state machine in a text. What the document itself says comes before the surroundings. */
export function checkDocument(
  text: string,
  kind: DocumentKind,
  surroundings: Surroundings = {},
): readonly CheckedDefinition[] {
  return readDocument(text, kind).map((definition) => checkDefinition(definition, surroundings));
}

function checkDefinition(definition: DocumentDefinition, surroundings: Surroundings): CheckedDefinition {
  const problems = definition.problems.map(toFinding);
  if (!definition.root) return { definition, machine: undefined, findings: problems };
  const substitutions = definition.title === undefined ? surroundings.substitutions : definition.substitutions;
  const root = substitutions ? substitute(definition.root, substitutions) : definition.root;
  const machine = readStateMachine(root);
  const unknown = substitutions ? checkSubstitutions(definition.root, substitutions) : [];
  return { definition, machine, findings: [...problems, ...unknown] };
}

/** AWS says of any text that cannot be parsed that it is no JSON. */
function toFinding({ message, range, severity }: SyntaxProblem): Finding {
  return { code: 'INVALID_JSON_DESCRIPTION', severity, message, range, location: undefined };
}
