import type { MockCursor } from './mockCursor.ts';

/** What stands at a place of a mock file. The path below `Return` is that of the result. */
export type MockPlace =
  | { readonly kind: 'section' | 'machine' | 'testCases' | 'testCase' | 'mockedResponse' | 'unknown' }
  | { readonly kind: 'state' | 'responseOfState'; readonly machine: string; readonly state: string }
  | { readonly kind: 'invocation' | 'outcome' | 'thrown'; readonly response: string }
  | { readonly kind: 'error'; readonly response: string }
  | { readonly kind: 'result'; readonly response: string; readonly path: readonly string[] };

/** What a key or a value at the cursor stands for. */
export function mockPlaceOf({ path, part }: MockCursor): MockPlace {
  const [section = '', name = '', ...inside] = path;
  if (path.length === 0) return { kind: part === 'key' ? 'section' : 'unknown' };
  if (section === 'StateMachines') return inMachine(path.length - 1, name, inside, part);
  if (section === 'MockedResponses') return inResponse(path.length - 1, name, inside, part);
  return { kind: 'unknown' };
}

function inMachine(depth: number, machine: string, inside: readonly string[], part: MockCursor['part']): MockPlace {
  if (depth > 0 && inside.length > 0 && inside[0] !== 'TestCases') return { kind: 'unknown' };
  if (part === 'value') return depth === 4 ? { kind: 'responseOfState', machine, state: inside[2] ?? '' } : unknown;
  const kinds = ['machine', 'testCases', 'testCase'] as const;
  const kind = kinds[depth];
  if (kind) return { kind };
  return depth === 3 ? { kind: 'state', machine, state: '' } : unknown;
}

function inResponse(depth: number, response: string, inside: readonly string[], part: MockCursor['part']): MockPlace {
  const [, outcome, ...path] = inside;
  if (outcome === 'Return') return { kind: 'result', response, path };
  if (outcome === 'Throw' && depth === 3 && part === 'key') return { kind: 'thrown', response };
  if (outcome === 'Throw' && part === 'value' && path.join() === 'Error') return { kind: 'error', response };
  if (part === 'value') return unknown;
  const kinds = ['mockedResponse', 'invocation', 'outcome'] as const;
  const kind = kinds[depth];
  if (kind === 'mockedResponse' || kind === undefined) return { kind: kind ?? 'unknown' };
  return { kind, response };
}

const unknown: MockPlace = { kind: 'unknown' };
