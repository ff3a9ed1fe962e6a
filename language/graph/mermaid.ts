import type { Graph, GraphEdge, GraphNode, GraphScope } from './graph.ts';

/** A graph as the text of a Mermaid flowchart, as Markdown on code hosts draws it. Ends with a line break. */
export function mermaidOf(graph: Graph): string {
  const names = new Map(graph.scopes.flatMap(({ nodes }) => nodes).map(({ id }, index) => [id, `n${index}`]));
  const scopes = new Map(graph.scopes.map((scope) => [scope.id, scope]));
  const lines = ['flowchart TD'];
  const open = graph.scopes.slice(0, 1).map((scope) => ({ indent: '  ', parts: scopeParts(scope) }));
  // Groups nest deeper than the stack might reach: hence a list of what is open instead of recursion.
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const part = top.parts.shift();
    if (part === undefined) {
      open.pop();
      if (top.indent.length > 2) lines.push(`${top.indent.slice(2)}end`);
    } else if ('from' in part) {
      lines.push(`${top.indent}${edgeLine(part, names)}`);
    } else if ('nodes' in part) {
      lines.push(`${top.indent}subgraph s${lines.length}[${quoted(part.title ?? ' ')}]`);
      open.push({ indent: `${top.indent}  `, parts: scopeParts(part) });
    } else if (part.kind === 'state' && part.inside.length > 0) {
      lines.push(`${top.indent}subgraph ${names.get(part.id)}[${quoted(labelOf(part))}]`);
      open.push({ indent: `${top.indent}  `, parts: part.inside.flatMap((id) => scopes.get(id) ?? []) });
    } else {
      lines.push(`${top.indent}${names.get(part.id)}${shape(part)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function scopeParts({ nodes, edges }: GraphScope): (GraphNode | GraphEdge | GraphScope)[] {
  return [...nodes, ...edges];
}

function edgeLine({ from, to, kind, fullLabel }: GraphEdge, names: ReadonlyMap<string, string>): string {
  const arrow = kind === 'catch' ? '-.->' : '-->';
  const label = fullLabel === undefined ? '' : `|${quoted(fullLabel)}|`;
  return `${names.get(from)} ${arrow}${label} ${names.get(to)}`;
}

function shape(node: GraphNode): string {
  const label = quoted(labelOf(node));
  if (node.kind !== 'state') return `([${label}])`;
  return node.type === 'Choice' ? `{{${label}}}` : `[${label}]`;
}

function labelOf(node: GraphNode): string {
  return node.kind === 'state' && node.detail !== undefined ? `${node.name}\n${node.detail}` : node.name;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['"', '#quot;'],
  ['#', '#35;'],
  ['<', '#lt;'],
  ['>', '#gt;'],
  ['&', '#amp;'],
  ['`', '#96;'],
  ['\n', '<br/>'],
]);

/** Mermaid reads markup and its own marks in texts; names are only ever text. */
function quoted(text: string): string {
  return `"${text.replace(/["#<>&`\n]/g, (letter) => entities.get(letter) ?? letter).replace(/\s+/g, ' ')}"`;
}
