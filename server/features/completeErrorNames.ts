import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { errorNames } from '../../language/model/errorNames.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { asValues } from './insertion.ts';

/** The errors that a retrier or catcher can name and does not yet: those of the state's service, then States' own. */
export function completeErrorNames(
  document: DocumentVersion,
  cursor: Cursor,
  known: KnownIntegrations,
): CompletionItem[] {
  const { state, member, touched } = cursor;
  const listed = member?.value?.kind === 'array' ? member.value.items : [];
  const there = new Set(listed.map((item) => (item.kind === 'string' && item !== touched ? item.value : undefined)));
  const resource = state?.type === 'Task' && 'value' in state.resource ? state.resource.value : '';
  const own = (known.actionOf(resource)?.errors ?? []).map((text) => ({ text, rank: 0, doc: undefined }));
  const states = [...errorNames]
    .filter(([, { catchable }]) => catchable)
    .map(([text, { doc }]) => ({ text, rank: 1, doc }));
  const lambda = resource.includes(':lambda:') ? lambdaErrors.map((text) => ({ text, rank: 0, doc: undefined })) : [];
  const all = new Map([...states, ...lambda, ...own].map((value) => [value.text, value]));
  const values = [...all.values()].filter(({ text }) => !there.has(text));
  const items = asValues(
    document,
    cursor,
    values.map((value) => ({ ...value, kind: CompletionItemKind.EnumMember })),
  );
  return items;
}

/** What AWS recommends to retry when a function is called by its ARN. */
const lambdaErrors = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
];
