import type { QueryLanguage } from '../model/stateMachine.ts';
import type { IntegrationAction } from './integrationAction.ts';
import { firstAnswers } from './snippet.ts';
import { starterArguments } from './starter.ts';
import type { ActionView, TaskAnswers } from './taskAnswers.ts';
import type { ValueType } from './valueType.ts';

/** An action as the form shows it. */
export function actionView(action: IntegrationAction, language: QueryLanguage): ActionView {
  return {
    kind: action.kind,
    service: action.service,
    serviceLabel: action.serviceLabel,
    action: action.name,
    doc: action.doc,
    notes: action.notes,
    oneOf: action.oneOf,
    members: action.members.map(({ name, required, doc, type }) => ({
      name,
      required,
      doc: doc ?? '',
      type: typeInWords(type),
      values: type.kind === 'boolean' ? ['true', 'false'] : type.kind === 'string' ? (type.values ?? []) : [],
    })),
    patterns: action.patterns.map((pattern) => ({
      pattern,
      starter: firstAnswers(starterArguments(action.starter(pattern), language), language),
    })),
  };
}

/** A Resource that the catalogue does not know, or cannot tell of: the form shows what is written. */
export function unknownView(resource: string): ActionView {
  return {
    kind: 'asWritten',
    service: resource,
    serviceLabel: resource.split(':').at(-1) || 'Task',
    action: '',
    doc: '',
    notes: ['Nothing is known of what this calls: its parameters are shown as they are written, and any can be added.'],
    oneOf: [],
    members: [],
    patterns: [{ pattern: 'requestResponse', starter: [] }],
  };
}

/** The answers for a state that is not there yet. */
export function newAnswers(action: ActionView, name: string): TaskAnswers {
  const { kind, service, patterns } = action;
  const [first] = patterns;
  return {
    name,
    kind,
    service,
    action: action.action,
    pattern: first?.pattern ?? 'requestResponse',
    parameters: first?.starter ?? [],
    timeout: '',
    heartbeat: '',
    retry: 'none',
    catch: { kind: 'none' },
    result: 'whole',
  };
}

/** `publish` of Amazon SNS makes `SNS publish`; what a state may be called at first. */
export function nameFor({ serviceLabel, action }: ActionView): string {
  return `${serviceLabel.replace(/^(Amazon|AWS) /, '').replace(/ *[/(].*$/, '')} ${action}`.trim().slice(0, 80);
}

function typeInWords(type: ValueType): string {
  switch (type.kind) {
    case 'string':
      return 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'true or false';
    case 'blob':
      return 'bytes';
    case 'json':
      return 'any JSON';
    case 'list':
      return `list of ${typeInWords(type.item)}`;
    case 'map':
      return `map to ${typeInWords(type.value)}`;
    case 'structure':
      return 'structure';
    default:
      return type.kind;
  }
}
