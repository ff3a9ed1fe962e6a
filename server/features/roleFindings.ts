import type { Diagnostic } from 'vscode-languageserver/node';
import { heard } from '../../language/checks/checkDefinition.ts';
import { checkRole } from '../../language/integrations/checkRole.ts';
import { policyFor } from '../../language/integrations/policy.ts';
import { placeFor } from '../../language/integrations/policyFormats.ts';
import { type RolePolicies, rolePolicies } from '../../language/integrations/rolePolicies.ts';
import { kindOfFile } from '../../language/readDocument.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Session } from '../session.ts';
import { toDiagnostic } from '../toLsp.ts';

/** What the role of each definition lacks, as far as the template that declares the state machine tells. */
export async function roleFindings(session: Session, document: DocumentVersion): Promise<Diagnostic[]> {
  const found = await Promise.all(
    document.definitions.map((definition) => ofDefinition(session, document, definition)),
  );
  return found.flat();
}

async function ofDefinition(
  session: Session,
  document: DocumentVersion,
  definition: Definition,
): Promise<Diagnostic[]> {
  const { machine, declared } = definition;
  const role = roleOf(session, document, declared.title);
  if (!role) return [];
  const place = placeFor('cloudformation', { stateMachineName: declared.title ?? role.name });
  const needed = await policyFor(machine, await session.integrations.catalogue(), { place });
  const findings = checkRole(machine, needed, role);
  return heard(findings, machine, declared, session.settings).map((finding) => toDiagnostic(document, finding));
}

function roleOf(
  { templates }: Session,
  { uri, text, format }: DocumentVersion,
  title: string | undefined,
): RolePolicies | undefined {
  if (title !== undefined) return rolePolicies(text, format, title);
  const declaring = templates.declaring(uri);
  const kind = declaring && kindOfFile(declaring.uri);
  return declaring && rolePolicies(declaring.text, kind?.format === 'yaml' ? 'yaml' : 'json', declaring.title);
}
