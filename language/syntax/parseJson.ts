import { Gathered } from '../gathered.ts';
import { JsonArray, JsonMember, JsonObject } from './jsonNodes.ts';
import { JsonScanner, Sign } from './jsonScanner.ts';
import type { JsonString } from './jsonStrings.ts';
import type { ArrayNode, MemberNode, ObjectNode, ParsedText, SyntaxNode } from './syntaxTree.ts';
import { type EarlierText, Untouched } from './untouched.ts';

/** Deeper values are left out with a problem: as deep as AWS's own JSON reader goes. */
const maxDepth = 1000;

/**
 * Reads JSON as people have it half-typed in an editor. Always answers with the best tree: members without
 * colon, value or comma, strings and brackets that are not closed, comments (a warning), trailing commas,
 * bare `${placeholders}`, duplicate keys in their order. After an edit of an `earlier` text the answer is the same,
 * only sooner; the earlier tree must not be used any more.
 */
export function parseJson(text: string, earlier?: EarlierText): ParsedText {
  return new JsonReader(text, earlier && new Untouched(earlier, text)).read();
}

/**
 * Recursive descent over the scanner; every function leaves the scanner before the next sign. `before` is what stood
 * in the same place of the earlier tree.
 */
class JsonReader {
  readonly #scanner: JsonScanner;
  readonly #untouched: Untouched | undefined;
  readonly #members = new Gathered<MemberNode>();
  readonly #items = new Gathered<SyntaxNode>();
  #depth = 0;
  #openArrays = 0;
  #openObjects = 0;
  /** The text ended inside brackets: said once, for the innermost. */
  #endReported = false;

  constructor(text: string, untouched: Untouched | undefined) {
    // An edited text shares most of its tree with others: what is new in it must not keep all of it alive.
    this.#scanner = new JsonScanner(text, untouched ? 'copied' : 'shared');
    this.#untouched = untouched;
  }

  read(): ParsedText {
    const scanner = this.#scanner;
    const root = scanner.sign() === Sign.end ? undefined : this.#value(this.#untouched?.root);
    if (scanner.sign() !== Sign.end) {
      scanner.problem('There is more text after the end of the definition.', scanner.rest());
    }
    this.#untouched?.settle();
    const { comments, problems } = scanner;
    return comments.length === 0 ? { root, problems } : { root, problems, comments };
  }

  #value(before: SyntaxNode | undefined): SyntaxNode | undefined {
    const scanner = this.#scanner;
    switch (scanner.sign()) {
      case Sign.openBrace:
      case Sign.openBracket:
        return this.#nested(before);
      case Sign.quote:
        return scanner.string();
      case Sign.apostrophe:
        return scanner.apostropheString();
      case Sign.word:
        return scanner.word();
      default:
        scanner.problem('A value is missing here.', scanner.here());
        return undefined;
    }
  }

  #nested(before: SyntaxNode | undefined): ObjectNode | ArrayNode | undefined {
    const scanner = this.#scanner;
    if (this.#depth === maxDepth) {
      const message = `Values are nested more than ${maxDepth} levels deep.`;
      scanner.problems.push({ message, range: scanner.here(), severity: 'error', code: 'TOO_DEEPLY_NESTED' });
      scanner.skipNested();
      return undefined;
    }
    this.#depth++;
    const node =
      scanner.sign() === Sign.openBrace
        ? this.#object(before?.kind === 'object' ? before : undefined)
        : this.#array(before?.kind === 'array' ? before : undefined);
    this.#depth--;
    return node;
  }

  #object(before: ObjectNode | undefined): ObjectNode {
    const scanner = this.#scanner;
    const start = scanner.take();
    const first = this.#members.count;
    this.#openObjects++;
    let comma: number | undefined;
    for (;;) {
      const sign = scanner.sign();
      if (sign === Sign.closeBrace || this.#mustClose(sign)) break;
      if (sign === Sign.comma) {
        if (this.#members.count === first || comma !== undefined) {
          scanner.problem('A property is missing here.', scanner.here());
        }
        comma = scanner.take();
      } else if (sign === Sign.quote || sign === Sign.word || sign === Sign.apostrophe) {
        if (this.#members.count > first && comma === undefined) {
          scanner.problem('A comma is missing here.', scanner.here());
        }
        this.#members.add(this.#takenOver(before) ?? this.#member(before));
        comma = undefined;
      } else {
        scanner.problem('A property name in double quotes is expected here.', scanner.here());
        this.#skip();
      }
    }
    this.#openObjects--;
    const end = this.#close(Sign.closeBrace, comma);
    return new JsonObject(this.#members.takeFrom(first), start, end);
  }

  #takenOver(before: ObjectNode | undefined): MemberNode | undefined {
    const scanner = this.#scanner;
    const taken = before && this.#untouched?.take(before, scanner.position);
    if (taken) scanner.skipTo(taken.end);
    return taken?.member;
  }

  #member(parent: ObjectNode | undefined): MemberNode {
    const scanner = this.#scanner;
    const before = parent && this.#untouched?.at(parent.members, scanner.position)?.value;
    const key = this.#key();
    const sign = scanner.sign();
    if (sign === Sign.colon) {
      scanner.take();
      const value = this.#memberValue(before);
      return new JsonMember(key, value, key.start, scanner.lastEnd);
    }
    if (isPlaceholder(key)) return new JsonMember(key, undefined, key.start, key.end);
    scanner.problem('A colon and a value are missing after this property name.', key.range);
    const startsValue = sign === Sign.openBrace || sign === Sign.openBracket || sign === Sign.word;
    const value = startsValue || sign === Sign.quote ? this.#memberValue(before) : undefined;
    return new JsonMember(key, value, key.start, value?.range.end ?? key.end);
  }

  #key(): JsonString {
    const scanner = this.#scanner;
    switch (scanner.sign()) {
      case Sign.quote:
        return scanner.string();
      case Sign.apostrophe:
        return scanner.apostropheString();
      default:
        return scanner.bareKey();
    }
  }

  /** A string that a colon follows is the next property: the value was not typed yet. */
  #memberValue(before: SyntaxNode | undefined): SyntaxNode | undefined {
    const scanner = this.#scanner;
    if (scanner.sign() !== Sign.quote) return this.#value(before);
    const start = scanner.position;
    const end = scanner.lastEnd;
    const value = scanner.string();
    if (scanner.sign() !== Sign.colon) return value;
    scanner.position = start;
    scanner.lastEnd = end;
    scanner.problem('A value is missing here.', { start: end, end });
    return undefined;
  }

  #array(before: ArrayNode | undefined): ArrayNode {
    const scanner = this.#scanner;
    const start = scanner.take();
    const first = this.#items.count;
    this.#openArrays++;
    let comma: number | undefined;
    for (;;) {
      const sign = scanner.sign();
      if (sign === Sign.closeBracket || this.#mustClose(sign)) break;
      if (sign === Sign.comma) {
        if (this.#items.count === first || comma !== undefined)
          scanner.problem('A value is missing here.', scanner.here());
        comma = scanner.take();
      } else if (sign === Sign.colon || sign === Sign.closeBrace) {
        scanner.problem('A value or a closing bracket is expected here.', scanner.here());
        this.#skip();
      } else {
        if (this.#items.count > first && comma === undefined) {
          scanner.problem('A comma is missing here.', scanner.here());
        }
        const item = this.#value(before && this.#untouched?.at(before.items, scanner.position));
        if (item !== undefined) this.#items.add(item);
        comma = undefined;
      }
    }
    this.#openArrays--;
    const end = this.#close(Sign.closeBracket, comma);
    return new JsonArray(this.#items.takeFrom(first), start, end);
  }

  /** At the end of the text, or at a bracket that closes something further out. */
  #mustClose(sign: Sign): boolean {
    if (sign === Sign.end) return true;
    if (sign === Sign.closeBrace) return this.#openObjects > 0;
    return sign === Sign.closeBracket && this.#openArrays > 0;
  }

  #close(bracket: Sign, comma: number | undefined): number {
    const scanner = this.#scanner;
    if (scanner.sign() === bracket) {
      if (comma !== undefined) {
        scanner.problem('JSON has no comma after the last element.', { start: comma, end: comma + 1 });
      }
      scanner.take();
    } else if (!(scanner.sign() === Sign.end && this.#endReported)) {
      this.#endReported ||= scanner.sign() === Sign.end;
      const name = bracket === Sign.closeBrace ? 'brace' : 'bracket';
      scanner.problem(`A closing ${name} is missing here.`, scanner.here());
    }
    return scanner.lastEnd;
  }

  #skip(): void {
    const sign = this.#scanner.sign();
    if (sign === Sign.openBrace || sign === Sign.openBracket) this.#scanner.skipNested();
    else this.#scanner.take();
  }
}

/** A bare placeholder may stand for whole members. */
function isPlaceholder(key: JsonString): boolean {
  return key.value.startsWith('${');
}
