import { nearest } from '../nearest.ts';
import { placeholderUses, type Substitutions } from '../syntax/substitutions.ts';
import type { SyntaxNode } from '../syntax/syntaxTree.ts';
import type { Finding } from './finding.ts';

/**
 * Placeholders that nothing fills in, where the template says all there is. CloudFormation's own names
 * (`AWS::Region`) and attributes of resources (`Queue.Arn`) are filled in without being declared.
 * `data` has the `name`, and the `nearest` declared one if there is any like it.
 */
export function checkSubstitutions(root: SyntaxNode | undefined, { values, complete }: Substitutions): Finding[] {
  if (!complete) return [];
  return placeholderUses(root).flatMap(({ name, range }) => {
    const resource = name.split('.')[0] ?? name;
    if (!/^\w[\w-]*$/.test(resource) || values.has(name) || values.has(resource)) return [];
    const guess = nearest(name, values.keys());
    return {
      code: 'hint.unknown-substitution',
      severity: 'warning',
      message: `Nothing gives \${${name}} a value${guess ? `; did you mean \${${guess}}?` : '.'}`,
      range,
      location: undefined,
      data: { name, ...(guess && { nearest: guess }) },
    } satisfies Finding;
  });
}
