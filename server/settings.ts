import type { DefinitionOptions } from '../language/checks/checkDefinition.ts';

export interface Settings {
  /** How to show findings by their code; `off` hides them. */
  readonly findings: DefinitionOptions['findings'];
}

export const defaultSettings: Settings = { findings: undefined };

/** The `stepwise` section of the client's settings, whatever somebody wrote there. */
export function settingsFrom(section: unknown): Settings {
  const findings = isRecord(section) ? section.findings : undefined;
  if (!isRecord(findings)) return defaultSettings;
  const known = Object.entries(findings).flatMap(([code, wanted]) => {
    const severity = severities.find((each) => each === wanted);
    return severity ? [[code, severity] as const] : [];
  });
  return { findings: Object.fromEntries(known) };
}

const severities = ['error', 'warning', 'hint', 'off'] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
