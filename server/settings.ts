import type { DefinitionOptions } from '../language/checks/checkDefinition.ts';

export interface Settings {
  /** How to show findings by their code; `off` hides them. */
  readonly findings: DefinitionOptions['findings'];
  /** The mock file of all workflows; empty where each has the nearest one. */
  readonly mockFile: string;
}

export const defaultSettings: Settings = { findings: undefined, mockFile: '' };

/** The `stepwise` section of the client's settings, whatever somebody wrote there. */
export function settingsFrom(section: unknown): Settings {
  if (!isRecord(section)) return defaultSettings;
  const { findings, mockFile } = section;
  return { findings: severitiesFrom(findings), mockFile: typeof mockFile === 'string' ? mockFile : '' };
}

function severitiesFrom(findings: unknown): Settings['findings'] {
  if (!isRecord(findings)) return undefined;
  const known = Object.entries(findings).flatMap(([code, wanted]) => {
    const severity = severities.find((each) => each === wanted);
    return severity ? [[code, severity] as const] : [];
  });
  return Object.fromEntries(known);
}

const severities = ['error', 'warning', 'hint', 'off'] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
