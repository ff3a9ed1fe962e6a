import type { Catalogue } from '../language/integrations/catalogue.ts';
import { type Misfit, misfitsOf } from '../language/integrations/checkValue.ts';
import { parseResource } from '../language/integrations/resource.ts';
import { resultMembers } from '../language/integrations/taskResult.ts';
import { isObject, type Json } from '../language/json.ts';

/**
 * Compares a mocked result with what the service answers, as TestState does: the first problem in AWS's words.
 * PRESENT looks only at the members that are there. What the catalogue does not know is not judged.
 */
export async function checkMockResult(
  catalogue: Catalogue,
  resource: string,
  result: Json,
  mode: 'STRICT' | 'PRESENT',
): Promise<string | undefined> {
  const members = await resultMembers(catalogue, parseResource(resource));
  if (!members || !isObject(result)) return undefined;
  for (const misfit of misfitsOf(result, members)) {
    const problem = inWordsOfAws(misfit, mode);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function inWordsOfAws(misfit: Misfit, mode: 'STRICT' | 'PRESENT'): string | undefined {
  const field = `Field '${misfit.field}'`;
  switch (misfit.kind) {
    case 'unknownMember':
      return undefined;
    case 'missingMember':
      return mode === 'STRICT' ? `Required field '${misfit.field}' is missing` : undefined;
    case 'wrongType':
      return `${field} must be ${misfit.expected}`;
    case 'numberForTime':
      return `${field} must be a string`;
    case 'unexpectedValue':
      return `${field} is not an expected value`;
    case 'tooLittle':
      return `${field} is ${misfit.of === 'value' ? 'less' : 'smaller'} than the minimum ${misfit.of}`;
    case 'tooMuch':
      return `${field} exceeds the maximum ${misfit.of}`;
  }
}
