import { parseResource } from '../../language/integrations/resource.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { describeType } from './completeMembers.ts';

const mostMembers = 12;

/** What a Resource calls: the API in a sentence, its patterns, what it takes and what it answers. */
export function describeAction(text: string, known: KnownIntegrations): string | undefined {
  const action = known.actionOf(text);
  if (action === undefined) return undefined;
  const resource = parseResource(text);
  const pattern = ('pattern' in resource && resource.pattern) || 'requestResponse';
  const required = action.members.filter((member) => member.required).map(({ name }) => `\`${name}\``);
  const response = action.response(pattern)?.slice(0, mostMembers);
  return [
    `**${action.serviceLabel}** \`${action.name}\``,
    action.doc,
    ...action.notes,
    required.length > 0 && `Required: ${required.join(', ')}`,
    action.patterns.length > 1 && `Patterns: ${action.patterns.map((each) => `\`${each}\``).join(', ')}`,
    response &&
      response.length > 0 &&
      `Response:\n\n${response.map((member) => `- \`${member.name}\` ${describeType(member)}`).join('\n')}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
