import { html } from '../dom.ts';

/** A JSON text indented, or any other text as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** A short fact beside its name. */
export function fact(name: string, value: string | undefined): HTMLElement[] {
  return value === undefined ? [] : [html('dt', {}, [name]), html('dd', {}, [value])];
}

/** Milliseconds for people: `340 ms`, `2.5 s`, `3 min 20 s`, `2 h 5 min`. Undefined for times that are none. */
export function durationText(milliseconds: number): string | undefined {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return undefined;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${Math.round(seconds % 60)} s`;
}
