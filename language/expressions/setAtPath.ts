import type { Json } from '../json.ts';
import { isArray, isObject, member } from '../json.ts';
import type { Path, PathSegment } from './jsonPath.ts';

/**
 * A copy of `root` with `value` at a reference path, as `ResultPath` puts it there: objects that are missing on the
 * way are made, an index must exist. Undefined when the path does not fit the value. Nothing is mutated.
 */
export function setAtPath(path: Path, root: Json, value: Json): Json | undefined {
  return replaced(path.segments, 0, root, value);
}

function replaced(segments: readonly PathSegment[], at: number, node: Json | undefined, value: Json): Json | undefined {
  const segment = segments[at];
  if (segment === undefined) return value;
  if (segment.kind === 'index') {
    if (!isArray(node) || segment.index < 0 || segment.index >= node.length) return undefined;
    const item = replaced(segments, at + 1, node[segment.index], value);
    return item === undefined ? undefined : node.with(segment.index, item);
  }
  if (segment.kind !== 'name' || (node !== undefined && !isObject(node))) return undefined;
  const inner = replaced(segments, at + 1, node && member(node, segment.name), value);
  // A computed key makes an own member even of `__proto__`.
  return inner === undefined ? undefined : { ...node, [segment.name]: inner };
}
