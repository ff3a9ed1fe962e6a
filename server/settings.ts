import type { DefinitionOptions } from '../language/checks/checkDefinition.ts';

export interface Settings {
  /** How to show findings by their code; `off` hides them. */
  readonly findings: DefinitionOptions['findings'];
  /** The mock file of all workflows; empty where each has the nearest one. */
  readonly mockFile: string;
  /** Which lenses are shown above machines and states. */
  readonly codeLens: Switches<'run' | 'transitions' | 'states'>;
  /** Which values are shown in the text. */
  readonly inlayHints: Switches<'substitutions' | 'outputs'>;
}

type Switches<Name extends string> = Readonly<Record<Name, boolean>>;

export const defaultSettings: Settings = {
  findings: undefined,
  mockFile: '',
  codeLens: { run: true, transitions: false, states: false },
  inlayHints: { substitutions: true, outputs: false },
};

/** The `stepwise` section of the client's settings, whatever somebody wrote there. */
export function settingsFrom(section: unknown): Settings {
  if (!isRecord(section)) return defaultSettings;
  const { findings, mockFile, codeLens, inlayHints } = section;
  return {
    findings: severitiesFrom(findings),
    mockFile: typeof mockFile === 'string' ? mockFile : '',
    codeLens: switchesFrom(codeLens, defaultSettings.codeLens),
    inlayHints: switchesFrom(inlayHints, defaultSettings.inlayHints),
  };
}

function switchesFrom<Name extends string>(wanted: unknown, defaults: Switches<Name>): Switches<Name> {
  const isOn = ([name, byDefault]: [string, boolean]) => {
    const value = isRecord(wanted) ? wanted[name] : undefined;
    return [name, typeof value === 'boolean' ? value : byDefault];
  };
  return Object.fromEntries(Object.entries<boolean>(defaults).map(isOn)) as Switches<Name>;
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
