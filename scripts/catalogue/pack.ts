import type { Service } from './sdkService.ts';

/** What `catalogue/sdk/services.json` says of a service: the facts that no model holds. */
export interface ServiceFacts {
  readonly errorPrefix: string;
  /** The prefix of its IAM actions; absent when unknown. */
  readonly iam?: string;
  readonly iamUnconfirmed?: true;
  /** Actions are named after the HTTP verb, as `apigateway:GET`. */
  readonly iamByVerb?: true;
  /** Where the IAM action is not named like the action. */
  readonly iamActions?: Readonly<Record<string, readonly string[]>>;
  /** For these no IAM action is known. */
  readonly withoutIamAction?: readonly string[];
  /** Step Functions refuses these. */
  readonly excluded?: readonly string[];
  readonly retired?: true;
}

/** One service as the product loads it: see `PackedService` in language/integrations/catalogue.ts. */
export function packService(
  service: Service,
  facts: ServiceFacts | undefined,
  knownExceptions: readonly string[],
): Record<string, unknown> {
  const names = [...service.actions.keys()].sort();
  const actions = names.flatMap((name) => service.actions.get(name) ?? []);
  const signatures = actions.flatMap(({ input, output }) => [input, output]);
  const { packed, shapes } = packSignatures(service, signatures);
  const iam = Object.fromEntries(
    actions.flatMap((action, at) => {
      const permitted = iamActions(names[at] ?? '', action.operation, action.verb, facts);
      return permitted ? [[names[at], permitted]] : [];
    }),
  );
  return {
    errors: facts?.errorPrefix ?? service.errorPrefix,
    iam: facts?.iam,
    iamActions: Object.keys(iam).length > 0 ? iam : undefined,
    iamUnconfirmed: facts?.iamUnconfirmed,
    excluded: facts?.excluded,
    retired: names.filter((name) => service.actions.get(name)?.retired),
    exceptions: [...new Set([...knownExceptions, ...service.exceptions])],
    actions: Object.fromEntries(
      names.map((name, at) => {
        const doc = actions[at]?.doc ?? '';
        return [name, [packed[2 * at], packed[2 * at + 1], saysMore(doc, name) ? doc : '']];
      }),
    ),
    shapes,
  };
}

/** Undefined when the IAM action is simply the service's prefix with the action's name. */
function iamActions(
  name: string,
  operation: string,
  verb: string,
  facts: ServiceFacts | undefined,
): readonly string[] | undefined {
  if (facts?.iamByVerb) return [`${facts.iam}:${verb}`];
  const special = facts?.iamActions?.[name];
  if (special) return special;
  if (facts?.withoutIamAction?.includes(name)) return [];
  const usual = name.charAt(0).toUpperCase() + name.slice(1);
  return facts?.iam && usual !== operation ? [`${facts.iam}:${operation}`] : undefined;
}

/** Does the text tell more than the action's name: `Deletes the specified table` for `deleteTable` does not? */
function saysMore(doc: string, name: string): boolean {
  const known = name.toLowerCase();
  const filler =
    /^(a|an|the|this|that|one|or|of|for|in|to|your|specified|given|new|existing|amazon|aws|web|services|action|operation|request|api|information|about|returns|provides|details|all|list|with|from|on|by|and|is|it|you|which)$/;
  const words = doc.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.some((word) => !filler.test(word) && !known.includes(word.replace(/(ies|es|s)$/, '').slice(0, 7)));
}

/** The structures and enums that a list of signatures needs. */
function reachable(service: Service, signatures: readonly string[]): Map<string, number> {
  const uses = new Map<string, number>();
  const visit = (signature: string): void => {
    for (const [name] of signature.matchAll(/[#%]\w+/g)) {
      const count = uses.get(name) ?? 0;
      uses.set(name, count + 1);
      if (count === 0) visit(service.shapes.get(name.slice(1)) ?? '');
    }
  };
  signatures.forEach(visit);
  return uses;
}

/** What is used once is written in place, what is used more often becomes a numbered shape. */
function packSignatures(service: Service, signatures: readonly string[]): { packed: string[]; shapes: string[] } {
  const uses = reachable(service, signatures);
  const ids = new Map<string, number>();
  const shapes: string[] = [];
  const definition = (name: string, inside: readonly string[]): string => {
    if (name.startsWith('%')) return `<${service.enums.get(name.slice(1))?.join('|') ?? ''}>`;
    const shape = service.shapes.get(name.slice(1)) ?? '';
    const written = write(shape, [...inside, name]);
    return /^[[{]/.test(shape) ? written : `(${written})`;
  };
  const write = (signature: string, inside: readonly string[]): string =>
    signature.replace(/:s(?=,|$)/g, '').replace(/[#%]\w+/g, (name) => {
      if (uses.get(name) === 1 && !inside.includes(name)) return definition(name, inside);
      const known = ids.get(name);
      if (known !== undefined) return `#${known}`;
      const id = ids.size;
      ids.set(name, id);
      shapes[id] = '';
      shapes[id] = definition(name, inside);
      return `#${id}`;
    });
  return { packed: signatures.map((signature) => write(signature, [])), shapes };
}
