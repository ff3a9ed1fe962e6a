import { isArray, isObject, type Json, type JsonObject, member } from '../../language/json.ts';
import type { Fault } from './fault.ts';

/** What TestState shows of an HTTP task at the level TRACE; all members are texts. */
export interface HttpTrace {
  readonly request: Readonly<Record<'protocol' | 'method' | 'url' | 'headers', string>> & { readonly body?: string };
  readonly response?: Readonly<Record<'protocol' | 'statusCode' | 'statusMessage' | 'headers' | 'body', string>>;
}

/**
 * The request that an HTTP task's parameters make, and the response that its result or its error tells of.
 * What a connection adds is not known here, so that there are no secrets to hide.
 */
export function httpTrace(
  parameters: Json,
  result: Json | undefined,
  fault: Fault | undefined,
  region: string,
): HttpTrace {
  const given = isObject(parameters) ? parameters : {};
  const endpoint = textOf(member(given, 'ApiEndpoint'));
  const query = encoded(member(given, 'QueryParameters'), 'REPEAT');
  const body = bodyOf(given);
  const protocol = /^(\w+):/.exec(endpoint)?.[1] ?? 'https';
  const response = responseOf(result, fault);
  return {
    request: {
      protocol,
      method: textOf(member(given, 'Method')),
      url: query === '' ? endpoint : `${endpoint}${endpoint.includes('?') ? '&' : '?'}${query}`,
      headers: headersText({
        'User-Agent': `Amazon|StepFunctions|HttpInvoke|${region}`,
        Range: 'bytes=0-262144',
        Host: /^\w+:\/\/([^/?#]+)/.exec(endpoint)?.[1] ?? '',
        ...objectIn(given, 'Headers'),
      }),
      ...(body === undefined ? {} : { body }),
    },
    ...(response && { response: { protocol, ...response } }),
  };
}

function responseOf(result: Json | undefined, fault: Fault | undefined) {
  if (isObject(result)) {
    return {
      statusCode: textOf(member(result, 'StatusCode')),
      statusMessage: textOf(member(result, 'StatusText')),
      headers: headersText(objectIn(result, 'Headers')),
      body: textOf(member(result, 'ResponseBody')),
    };
  }
  const [, statusCode] = /^States\.Http\.StatusCode\.(\d+)$/.exec(fault?.error ?? '') ?? [];
  return statusCode && { statusCode, statusMessage: '', headers: '[]', body: fault?.cause ?? '' };
}

function bodyOf(given: JsonObject): string | undefined {
  const body = member(given, 'RequestBody');
  const transform = objectIn(given, 'Transform');
  if (body === undefined || typeof body === 'string') return body;
  if (member(transform, 'RequestBodyEncoding') !== 'URL_ENCODED') return JSON.stringify(body);
  return encoded(body, textOf(member(objectIn(transform, 'RequestEncodingOptions'), 'ArrayFormat')));
}

/** Members as `a=1&b=2`; how those of a list are told apart is what ArrayFormat says. */
function encoded(value: Json | undefined, arrayFormat: string): string {
  if (!isObject(value)) return '';
  const pairs = Object.entries(value).flatMap(([name, item]) =>
    isArray(item) ? listed(name, item, arrayFormat) : [[name, textOf(item)]],
  );
  return pairs.map(([name = '', text = '']) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&');
}

function listed(name: string, items: readonly Json[], arrayFormat: string): string[][] {
  switch (arrayFormat) {
    case 'REPEAT':
      return items.map((item) => [name, textOf(item)]);
    case 'COMMAS':
      return [[name, items.map(textOf).join(',')]];
    case 'BRACKETS':
      return items.map((item) => [`${name}[]`, textOf(item)]);
    default:
      return items.map((item, at) => [`${name}[${at}]`, textOf(item)]);
  }
}

function headersText(headers: JsonObject): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}: ${isArray(value) ? value.map(textOf).join(', ') : textOf(value)}`,
  );
  return `[${lines.join(', ')}]`;
}

function objectIn(value: JsonObject, name: string): JsonObject {
  const found = member(value, name);
  return isObject(found) ? found : {};
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
