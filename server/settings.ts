/** Which findings the editor lists. */
export type FindingsShown = 'all' | 'errors' | 'none';

export interface Settings {
  readonly findings: FindingsShown;
}

export const defaultSettings: Settings = { findings: 'all' };

/** The `stepwise` section of the client's settings, whatever somebody wrote there. */
export function settingsFrom(section: unknown): Settings {
  const findings =
    typeof section === 'object' && section !== null && 'findings' in section ? section.findings : undefined;
  return { findings: findings === 'errors' || findings === 'none' ? findings : 'all' };
}
