import type { Diagnostic } from 'vscode-languageserver/node';
import { checkStateMachine } from '../../language/checks/checkStateMachine.ts';
import type { DocumentVersion } from '../documents.ts';
import type { Settings } from '../settings.ts';
import { toDiagnostic, toSyntaxDiagnostic } from '../toLsp.ts';

/** What is wrong with a document's text and with the state machines in it. */
export function diagnosticsOf(document: DocumentVersion, { findings: shown }: Settings): Diagnostic[] {
  if (shown === 'none') return [];
  const problems = document.definitions.flatMap((definition) => definition.problems);
  const findings = document.definitions.flatMap(({ machine, root }) => (root ? checkStateMachine(machine) : []));
  const isShown = ({ severity }: { severity: string }) => shown === 'all' || severity === 'error';
  return [
    ...problems.filter(isShown).map((problem) => toSyntaxDiagnostic(document, problem)),
    ...findings.filter(isShown).map((finding) => toDiagnostic(document, finding)),
  ];
}
