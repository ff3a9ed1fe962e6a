import { everyType, type Paint } from './paint.ts';

export type FileTheme = 'light' | 'dark';

/** A file's: nothing is left to whoever shows it. */
export function filePaint(theme: FileTheme): Paint {
  const { ground, text, quiet, blue, orange, yellow, green, red, purple, cyan } = colours[theme];
  const types = {
    ...everyType(quiet),
    Task: blue,
    Choice: orange,
    Wait: yellow,
    Succeed: green,
    Fail: red,
    Broken: red,
    Parallel: purple,
    Map: cyan,
  };
  return {
    ground,
    text,
    quiet,
    card: mixed(text, 5, ground),
    line: mixed(text, 16, ground),
    edge: mixed(text, 46, ground),
    caught: mixed(red, 75, ground),
    ok: green,
    bad: red,
    warn: orange,
    busy: blue,
    types,
    statuses: { running: blue, waiting: yellow, succeeded: green, failed: red, caught: orange, aborted: quiet },
    groupLine: (type) => mixed(types[type], 40, ground),
    mix: mixed,
  };
}

const colours = {
  light: {
    ground: '#ffffff',
    text: '#1f2328',
    quiet: '#59636e',
    blue: '#0969da',
    orange: '#bc4c00',
    yellow: '#9a6700',
    green: '#1a7f37',
    red: '#cf222e',
    purple: '#8250df',
    cyan: '#1b7c83',
  },
  dark: {
    ground: '#1f1f1f',
    text: '#d4d4d4',
    quiet: '#9d9d9d',
    blue: '#4daafc',
    orange: '#e2904a',
    yellow: '#d7ba4a',
    green: '#73c991',
    red: '#f4786f',
    purple: '#b69ae0',
    cyan: '#4ec9d4',
  },
} as const;

function mixed(colour: string, percent: number, ground: string): string {
  const channel = (of: string, at: number): number => Number.parseInt(of.slice(at, at + 2), 16);
  const channels = [1, 3, 5].map((at) =>
    Math.round((channel(colour, at) * percent + channel(ground, at) * (100 - percent)) / 100),
  );
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
