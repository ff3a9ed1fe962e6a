import type { Template } from '../expressions/template.ts';
import type { ResourceTemplate } from './optimisedDetails.ts';
import type { ParameterValue } from './parameterValues.ts';
import { parameterValues } from './parameterValues.ts';
import { isPlaceholder } from './resource.ts';

/** Where the state machine stands. Every part may be `*`, or a placeholder that a template fills in. */
export interface PolicyPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly stateMachineName: string;
}

export interface Expanded {
  readonly resources: readonly string[];
  /** The parameter that is computed when the task runs, so that more had to be allowed. */
  readonly widenedBy: string | undefined;
}

type Form = Exclude<ResourceTemplate, string>;

/** The resources that a template of the catalogue stands for, given the task's parameters. */
export function expandResource(template: ResourceTemplate, task: Template | undefined, place: PolicyPlace): Expanded {
  const form: Form = typeof template === 'string' ? { arn: template } : template;
  if (!applies(form, task)) return { resources: [], widenedBy: undefined };
  const names = parameterNames(form);
  const [only, ...more] = names;
  if (only === undefined) return exactly([filled(form.arn, new Map(), place)]);
  if (more.length > 0) return expandSeveral(form, names, task, place);
  const expanded = firstGiven(task, only).map((value) => expandOne(form, only, value, place));
  return {
    resources: [...new Set(expanded.flatMap(({ resources }) => resources))],
    widenedBy: expanded.find(({ widenedBy }) => widenedBy)?.widenedBy,
  };
}

/** `when` looks at one parameter; one that is not given has the default, which needs nothing. */
function applies({ when = {} }: Form, task: Template | undefined): boolean {
  return Object.entries(when).every(([name, values]) =>
    parameterValues(task, name).some(
      (found) => found.kind === 'computed' || (found.kind === 'written' && values.includes(String(found.value))),
    ),
  );
}

/** Parameters begin with a capital; what begins with a small letter is the place's or a piece of a value. */
function parameterNames({ arn, from = {} }: Form): string[] {
  const inArn = Array.from(arn.matchAll(/\{([A-Z][^{}]*)\}/g), ([, name = '']) => name);
  return [...new Set([...Object.keys(from), ...inArn])];
}

/** Of alternatives, `A|B`, the first that the task gives. */
function firstGiven(task: Template | undefined, name: string): readonly ParameterValue[] {
  const found = name.split('|').map((path) => parameterValues(task, path));
  return found.find((values) => values.some(({ kind }) => kind !== 'missing')) ?? [{ kind: 'missing' }];
}

function expandOne(form: Form, name: string, found: ParameterValue, place: PolicyPlace): Expanded {
  if (found.kind === 'computed') return otherwise(form, name, place);
  if (found.kind === 'missing') {
    if (form.absent !== undefined) return exactly([filled(form.absent, new Map(), place)]);
    return form.optional ? exactly([]) : otherwise(form, name, place);
  }
  const value = String(found.value);
  if (isPlaceholder(value)) return exactly([value]);
  const pattern = form.from?.[name];
  if (pattern !== undefined) {
    const pieces = takenApart(value, pattern);
    return pieces ? exactly([filled(form.arn, pieces, place)]) : otherwise(form, name, place);
  }
  return exactly([/^arn:/.test(value) ? value : filled(form.arn, new Map([[name, value]]), place)]);
}

function expandSeveral(form: Form, names: readonly string[], task: Template | undefined, place: PolicyPlace): Expanded {
  const values = new Map<string, string>();
  for (const name of names) {
    const [found] = firstGiven(task, name);
    if (!found || found.kind === 'computed') return otherwise(form, name, place);
    if (found.kind === 'missing' && form.missing === undefined) return otherwise(form, name, place);
    const value = found.kind === 'missing' ? (form.missing ?? '') : String(found.value);
    const pattern = form.from?.[name];
    const pieces = pattern === undefined ? undefined : takenApart(value, pattern);
    if (pattern !== undefined && !pieces) return otherwise(form, name, place);
    values.set(name, value === '/' ? (form.missing ?? '') : value);
    for (const [piece, text] of pieces ?? []) values.set(piece, text);
  }
  return exactly([filled(form.arn, values, place)]);
}

function otherwise(form: Form, widenedBy: string, place: PolicyPlace): Expanded {
  const { otherwise: wider = '*' } = form;
  const forms = typeof wider === 'string' ? [wider] : wider;
  return { resources: forms.map((wide) => filled(wide, new Map(), place)), widenedBy };
}

function exactly(resources: readonly string[]): Expanded {
  return { resources, widenedBy: undefined };
}

function filled(template: string, values: ReadonlyMap<string, string>, place: PolicyPlace): string {
  const known = new Map(Object.entries(place));
  const text = template.replace(/\{([^{}]+)\}/g, (all, name: string) => values.get(name) ?? known.get(name) ?? all);
  return text.replace(/(?<!:)\/{2,}/g, '/');
}

/** Longer than any ARN or URL that a service takes. */
const valueLimit = 4096;

/**
 * The pieces of a value that fits the pattern, or one of the patterns: `{name}` takes as little as it can and no
 * slash, `{name*}` anything.
 */
function takenApart(value: string, patterns: string | readonly string[]): Map<string, string> | undefined {
  if (value.length > valueLimit) return undefined;
  for (const pattern of typeof patterns === 'string' ? [patterns] : patterns) {
    const names = Array.from(pattern.matchAll(/\{(\w+)\*?\}/g), ([, name = '']) => name);
    const source = pattern
      .replace(/[.+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{\w+\*\}/g, '(.*)')
      .replace(/\{\w+\}/g, '([^/]+?)');
    const found = new RegExp(`^${source}$`, 's').exec(value);
    if (found) return new Map(names.map((name, at) => [name, found[at + 1] ?? '']));
  }
  return undefined;
}
