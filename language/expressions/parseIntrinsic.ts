import type { Json } from '../json.ts';
import { remember } from '../remember.ts';
import type { IntrinsicArgument, IntrinsicCall, IntrinsicProblem } from './intrinsics.ts';
import { parsePath } from './parsePath.ts';

/** How deep calls may be nested in one another. */
const MAX_NESTING = 10;

/** Reads an intrinsic function call. Never throws; whether the function exists is for `checkIntrinsic` to say. */
export const parseIntrinsic: (text: string) => IntrinsicCall | IntrinsicProblem = remember(readIntrinsic);

function readIntrinsic(text: string): IntrinsicCall | IntrinsicProblem {
  const call = parseCall(text, 0, 1);
  if (call.kind === 'problem') return call;
  const end = skipBlanks(text, call.end);
  return end === text.length ? call : problem('Nothing may follow the call', end, text.length);
}

function parseCall(text: string, start: number, nesting: number): IntrinsicCall | IntrinsicProblem {
  const name = matchAt(/States\.\w+/y, text, start);
  if (name === undefined) return problem('Expected an intrinsic function call', start, text.length);
  if (nesting > MAX_NESTING)
    return problem(`Calls are nested deeper than ${MAX_NESTING} levels`, start, start + name.length);
  let at = skipBlanks(text, start + name.length);
  if (text[at] !== '(') return problem(`Expected ( after ${name}`, at, at + 1);
  at = skipBlanks(text, at + 1);
  const list: IntrinsicArgument[] = [];
  while (text[at] !== ')' || list.length > 0) {
    const argument = parseArgument(text, at, nesting);
    if (argument.kind === 'problem') return argument;
    list.push(argument);
    at = skipBlanks(text, argument.end);
    if (text[at] === ')') break;
    if (text[at] !== ',')
      return problem('Expected , or )', Math.min(at, text.length - 1), Math.min(at + 1, text.length));
    at = skipBlanks(text, at + 1);
  }
  return { kind: 'call', text: text.slice(start, at + 1), name, start, end: at + 1, arguments: list };
}

function parseArgument(text: string, start: number, nesting: number): IntrinsicArgument | IntrinsicProblem {
  if (text[start] === "'") return parseString(text, start);
  if (text[start] === '$') return parsePathArgument(text, start);
  if (text.startsWith('States.', start)) {
    const call = parseCall(text, start, nesting + 1);
    return call.kind === 'problem' ? call : { kind: 'call', call, start, end: call.end };
  }
  const word = matchAt(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y, text, start);
  if (word === undefined) return problem('Expected a string, number, boolean, null, path or call', start, start + 1);
  return { kind: 'literal', value: JSON.parse(word) as Json, start, end: start + word.length };
}

function parseString(text: string, start: number): IntrinsicArgument | IntrinsicProblem {
  const quoted = matchAt(/'(?:[^'\\]|\\.)*'/sy, text, start);
  if (quoted === undefined) return problem('The string is not terminated', start, text.length);
  const raw = quoted.slice(1, -1);
  const bad = /\\(?![\\'{}])/.exec(raw.replace(/\\\\/g, '  '));
  if (bad) return problem("Only \\', \\{, \\} and \\\\ are escapes", start + 1 + bad.index, start + 3 + bad.index);
  return { kind: 'literal', value: raw.replace(/\\(.)/gs, '$1'), raw, start, end: start + quoted.length };
}

function parsePathArgument(text: string, start: number): IntrinsicArgument | IntrinsicProblem {
  const end = endOfPath(text, start);
  const path = parsePath(text.slice(start, end));
  if (path.kind === 'path') return { kind: 'path', path, start, end };
  return problem(path.message, start + path.start, start + path.end);
}

/** A path ends at the comma or parenthesis that ends its argument, unless that stands in brackets or quotes. */
function endOfPath(text: string, start: number): number {
  const part = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[[\](),\s]|./sy;
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const found = matchAt(part, text, at) ?? '';
    if (depth === 0 && /^[,)\s]$/.test(found)) return at;
    if (found === '[' || found === '(') depth++;
    if (found === ']' || found === ')') depth--;
    at += Math.max(1, found.length);
  }
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function skipBlanks(text: string, start: number): number {
  return start + (matchAt(/\s*/y, text, start) ?? '').length;
}

function problem(message: string, start: number, end: number): IntrinsicProblem {
  return { kind: 'problem', message, start, end };
}
