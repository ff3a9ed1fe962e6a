import assert from 'node:assert/strict';
import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import type { CheckOptions } from '../../language/checks/report.ts';
import { parseText } from '../../language/syntax/parseText.ts';

/**
 * Checks a definition and compares its findings with the lines of `^^^ CODE` under it: the carets stand below what is
 * underlined, and there is nothing else. Several codes after the carets are several findings at that place.
 */
export function checkFindings(marked: string, options: CheckOptions = {}): void {
  const text: string[] = [];
  const expected: string[] = [];
  for (const line of marked.split('\n')) {
    const caret = /^(\s*)(\^+) (.+)$/.exec(line);
    if (caret === null) text.push(line);
    else {
      const [, indent = '', carets = '', codes = ''] = caret;
      const under = text.at(-1)?.slice(indent.length, indent.length + carets.length) ?? '';
      for (const code of codes.trim().split(/\s+/)) expected.push(`${text.length}:${indent.length} ${under} ${code}`);
    }
  }
  const definition = text.join('\n');
  const format = /^\s*(\{|\/\/|\/\*)/.test(definition) ? 'json' : 'yaml';
  const { findings } = checkDefinition(parseText(definition, format), options);
  const found = findings.map(({ code, range }) => {
    const before = definition.slice(0, range.start).split('\n');
    return `${before.length}:${before.at(-1)?.length ?? 0} ${definition.slice(range.start, range.end)} ${code}`;
  });
  assert.deepEqual(found.sort(), expected.sort(), findings.map(({ message }) => message).join('\n'));
}
