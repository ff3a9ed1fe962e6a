import type { Catalogue } from './catalogue.ts';
import type { IntegrationAction } from './integrationAction.ts';
import type { FoundAction } from './taskAnswers.ts';

/**
 * The actions that all words of a query fit, by service or by name, the optimised ones first. Without any word:
 * the optimised ones. Services behind the AWS SDK are opened only where a word fits their name, else all of them are.
 */
export async function searchActions(
  catalogue: Catalogue,
  query: string,
  limit: number,
): Promise<readonly FoundAction[]> {
  const written = /^\s*(arn:\S+|\$\{[^{}]+\})\s*$/.exec(query)?.[1];
  const words = query
    .toLowerCase()
    .split(/[\s:.]+/)
    .filter((word) => word !== '' && word !== 'aws-sdk');
  const optimised = [...(await catalogue.optimisedServices()).values()].flatMap(({ actions }) => [...actions.values()]);
  const found = optimised.filter((action) => fits(action, words)).map(foundOf);
  if (words.length === 0 || found.length >= limit) return found.slice(0, limit);
  const named = catalogue.sdkServices.filter(({ token, label }) =>
    words.some((word) => `${token} ${label}`.toLowerCase().includes(word)),
  );
  const inNamed = await sdkActions(catalogue, named, words, limit - found.length);
  if (inNamed.length > 0) return [...found, ...inNamed];
  if (written !== undefined) return [...found, asWritten(written)];
  return [...found, ...(await sdkActions(catalogue, catalogue.sdkServices, words, limit - found.length))];
}

/** A function, an activity, or anything else that has a whole ARN or a placeholder for one. */
function asWritten(resource: string): FoundAction {
  return { kind: 'asWritten', service: resource, serviceLabel: 'As it is written', action: '', doc: '' };
}

async function sdkActions(
  catalogue: Catalogue,
  services: Catalogue['sdkServices'],
  words: readonly string[],
  limit: number,
): Promise<readonly FoundAction[]> {
  const found: FoundAction[] = [];
  for (const { token, label } of services) {
    const service = await catalogue.sdkService(token);
    for (const name of service?.actionNames ?? []) {
      if (!fits({ service: token, serviceLabel: label, name }, words)) continue;
      found.push({ kind: 'aws-sdk', service: token, serviceLabel: label, action: name, doc: '' });
      if (found.length >= limit) return found;
    }
  }
  return found;
}

function fits(
  { service, serviceLabel, name }: Pick<IntegrationAction, 'service' | 'serviceLabel' | 'name'>,
  words: readonly string[],
): boolean {
  const text = `${service} ${serviceLabel} ${name}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function foundOf({ kind, service, serviceLabel, name, doc }: IntegrationAction): FoundAction {
  return { kind, service, serviceLabel, action: name, doc };
}
