import type { IntrinsicArgument, IntrinsicCall } from '../../expressions/intrinsics.ts';
import { type Conversion, grouped, type Piece, pathPiece, piece } from './jsonataPiece.ts';

/** An intrinsic call as JSONata. */
export function callPiece(call: IntrinsicCall, conversion: Conversion): Piece {
  const parts = call.arguments.map((argument) => argumentPiece(argument, conversion));
  const text = textOfCall(call, parts);
  if (text === undefined) {
    conversion.refusals.push(`${call.text} has no plain counterpart in JSONata.`);
    return piece('null');
  }
  const loose = !strictFunctions.has(call.name) || parts.some((part) => part.loose);
  return { text, needs: parts.flatMap(({ needs }) => needs), loose };
}

/** What comes of nothing is nothing, in JSONata too. */
const strictFunctions: ReadonlySet<string> = new Set([
  'States.ArrayGetItem',
  'States.ArrayUnique',
  'States.Base64Decode',
  'States.Base64Encode',
  'States.Hash',
  'States.MathAdd',
]);

function argumentPiece(argument: IntrinsicArgument, conversion: Conversion): Piece {
  switch (argument.kind) {
    case 'literal':
      return piece(JSON.stringify(argument.value));
    case 'path':
      return pathPiece(argument.path, conversion);
    case 'call':
      return callPiece(argument.call, conversion);
    default:
      return argument satisfies never;
  }
}

function textOfCall({ name, arguments: written }: IntrinsicCall, parts: readonly Piece[]): string | undefined {
  const texts = parts.map(({ text }) => text);
  const [first = piece('null'), second = piece('null'), third] = parts;
  switch (name) {
    case 'States.Format':
      return formatText(written[0], parts.slice(1));
    case 'States.StringToJson':
      return `$trim(${first.text}) = "" ? null : $parse(${first.text})`;
    case 'States.JsonToString':
      return jsonText(first);
    case 'States.Array':
      return arrayText(parts);
    case 'States.ArrayPartition':
      return `$count(${first.text}) = 0 ? [] : $partition(${first.text}, ${rounded(second, written[1])})`;
    case 'States.ArrayContains':
      return `$count($filter(${first.text}, function($v) { $v = ${grouped(second)} })) > 0`;
    case 'States.ArrayRange':
      return rangeText(parts.map((part, at) => rounded(part, written[at])));
    case 'States.ArrayGetItem':
      return `${grouped(first)}[${second.text}]`;
    case 'States.ArrayLength':
      return `$count(${first.text})`;
    case 'States.ArrayUnique':
      return `$distinct(${first.text})`;
    case 'States.Base64Encode':
      return `$base64encode(${first.text})`;
    case 'States.Base64Decode':
      return `$base64decode(${first.text})`;
    case 'States.Hash':
      return `$hash(${texts.join(', ')})`;
    case 'States.JsonMerge':
      return third?.text === 'false' ? `$merge([${first.text}, ${second.text}])` : undefined;
    case 'States.MathRandom':
      return third ? undefined : `$floor($random() * (${grouped(second)} - ${grouped(first)})) + ${grouped(first)}`;
    case 'States.MathAdd':
      return `${rounded(first, written[0])} + ${rounded(second, written[1])}`;
    case 'States.StringSplit':
      return splitText(first, second, written[1]);
    case 'States.UUID':
      return '$uuid()';
    default:
      return undefined;
  }
}

/** Half a number goes up, where JSONata's own rounding goes to the even one. */
function rounded(part: Piece, written: IntrinsicArgument | undefined): string {
  const isWhole = written?.kind === 'literal' && Number.isInteger(written.value);
  return isWhole ? part.text : `$floor(${grouped(part)} + 0.5)`;
}

function formatText(template: IntrinsicArgument | undefined, values: readonly Piece[]): string | undefined {
  if (template?.kind !== 'literal' || template.raw === undefined) return undefined;
  const texts: string[] = [];
  let text = '';
  let count = 0;
  for (const [token] of template.raw.matchAll(/\\.|\{\}|[\s\S]/g)) {
    if (token !== '{}') text += token.length > 1 ? token.slice(1) : token;
    else {
      const value = values[count++];
      if (value === undefined) return undefined;
      texts.push(JSON.stringify(text), grouped(value));
      text = '';
    }
  }
  if (count !== values.length) return undefined;
  const parts = [...texts, JSON.stringify(text)].filter((each) => each !== '""');
  return parts.length === 0 ? '""' : parts.length === 1 ? `$string(${parts[0]})` : parts.join(' & ');
}

/** As `$string` would give, but text gets its quotes. */
function jsonText({ text }: Piece): string {
  return `($text := $string({"v": ${text}}); $substring($text, 5, $length($text) - 6))`;
}

/** JSONata's own brackets would take arrays among the items apart. */
function arrayText(parts: readonly Piece[]): string {
  if (parts.length === 0) return '[]';
  if (parts.every(({ text }) => /^(?:"[^"]*"|-?[\d.]+|true|false)$/.test(text))) {
    return `[${parts.map(({ text }) => text).join(', ')}]`;
  }
  const last = parts.length - 1;
  const items = parts.map(({ text }, at) => (at === last ? `(${text})` : `$i = ${at} ? (${text})`));
  return `$map([0..${last}], function($i) { ${items.join(' : ')} })[]`;
}

/** The brackets keep a range of one number, or of none, an array. */
function rangeText([first = '', last = '', step = '']: readonly string[]): string {
  const range = `[$range(${first}, ${last}, ${step})]`;
  return /^-?[1-9]\d*$/.test(step) ? range : `${step} = 0 ? $error("The step must not be 0.") : ${range}`;
}

/** Each character separates, and empty parts are left out. */
function splitText(text: Piece, separators: Piece, written: IntrinsicArgument | undefined): string {
  const known = written?.kind === 'literal' && typeof written.value === 'string' ? written.value : undefined;
  if (known !== undefined && known.length === 1) return partsText(`$split(${text.text}, ${separators.text})`);
  // Every separator becomes the first of them.
  const first = '$substring($separators, 0, 1)';
  const alike = `$reduce($split($separators, ""), function($t, $c) { $join($split($t, $c), ${first}) }, ${text.text})`;
  const parts = partsText(`$split(${alike}, ${first})`);
  return `($separators := ${separators.text}; $separators = "" ? ${partsText(`[${text.text}]`)} : ${parts})`;
}

function partsText(parts: string): string {
  return `[$filter(${parts}, function($v) { $v != "" })[]]`;
}
