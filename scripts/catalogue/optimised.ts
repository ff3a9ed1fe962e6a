import { exceptionName } from './names.ts';
import type { Service } from './sdkService.ts';

/** One service of `catalogue/optimised`, as far as this script looks into it. */
export interface OptimisedService {
  readonly label: string;
  readonly errorPrefix: string;
  readonly errors: readonly string[];
  readonly actions: Readonly<Record<string, OptimisedAction>>;
}

export interface OptimisedAction {
  /** The AWS SDK integration that does the same: `sqs:sendMessage`. */
  readonly api?: string;
  readonly patterns: readonly string[];
  /** Names, with `!` when required, and their types. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly oneOf?: readonly string[];
  readonly docs?: Readonly<Record<string, string>>;
  readonly errors?: readonly string[];
}

/** What checks need of the optimised integrations at once: small enough to be part of the program. */
export function optimisedTable(services: ReadonlyMap<string, OptimisedService>): unknown {
  return mapped(Object.fromEntries(services), ({ label, errorPrefix, actions }) => ({
    label,
    errorPrefix,
    actions: mapped(actions, ({ patterns, parameters, oneOf }) => ({
      patterns,
      required: Object.keys(parameters).flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : [])),
      oneOf,
    })),
  }));
}

/** Exceptions that the optimised integrations are known to meet, without prefix, by the token of the service behind them. */
export function errorsByToken(services: ReadonlyMap<string, OptimisedService>): Map<string, readonly string[]> {
  const errors = new Map<string, readonly string[]>();
  for (const service of services.values()) {
    for (const action of Object.values(service.actions)) {
      const [token] = action.api?.split(':') ?? [];
      if (!token) continue;
      const own = (action.errors ?? service.errors).filter((name) => name.startsWith(`${service.errorPrefix}.`));
      const names = own.map((name) => exceptionName(name.slice(service.errorPrefix.length + 1)));
      const exceptions = names.filter((name) => !/^(AWS|Amazon|SdkClient|Unknown)/.test(name));
      errors.set(token, [...new Set([...(errors.get(token) ?? []), ...exceptions])]);
    }
  }
  return errors;
}

/** All the facts; what they do not describe in words of their own is described in those of the SDK. */
export function packOptimised(
  optimised: ReadonlyMap<string, OptimisedService>,
  services: ReadonlyMap<string, Service>,
): unknown {
  return mapped(Object.fromEntries(optimised), (service) => ({
    ...service,
    actions: mapped(service.actions, (action) => {
      const [token = '', name = ''] = action.api?.split(':') ?? [];
      const known = services.get(token)?.actions.get(name)?.docs ?? {};
      const names = Object.keys(action.parameters).map((parameter) => parameter.replace('!', ''));
      const docs = Object.fromEntries(
        names.flatMap((parameter) => {
          const doc = action.docs?.[parameter] ?? known[parameter];
          return doc ? [[parameter, doc]] : [];
        }),
      );
      return { ...action, docs };
    }),
  }));
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
