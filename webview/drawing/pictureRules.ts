import type { Paint } from './paint.ts';

/**
 * How a picture looks, on the screen and in a file. Only such CSS as every reader of SVG files knows: class selectors
 * after each other, where of equal rules the later one wins. What only a screen has stands in styles/picture.css.
 */
export function pictureRules(paint: Paint): string {
  return [states(paint), marks(paint), edges(paint), labels(paint), run(paint), changes(paint)].join('\n');
}

function states({ text, quiet, card, line, ground, bad, edge, types, groupLine }: Paint): string {
  return `
.picture text { fill: ${text}; font-size: 11.5px; }
.picture .name { font-size: 13px; font-weight: 600; }
.picture .detail, .picture .mark-name, .picture .frame-title { fill: ${quiet}; }
.picture .frame-title { font-size: 11px; }
.frame rect { fill: ${ground}; stroke: ${line}; }
.frame.elsewhere rect { stroke: ${edge}; stroke-dasharray: 3 3; }
.picture .elsewhere .frame-title { fill: ${text}; }
.file-mark { fill: none; stroke: ${quiet}; stroke-width: 2; stroke-linejoin: round; }
.halo, .retry .target, .starts .target { fill: none; stroke: none; }
.state .box { fill: ${card}; stroke: ${line}; }
.tile { fill-opacity: 0.16; }
.glyph { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
${entriesOf(types)
  .map(([type, colour]) => `.type-${type} .tile { fill: ${colour}; } .type-${type} .glyph { stroke: ${colour}; }`)
  .join('\n')}
${entriesOf(types)
  .map(([type]) => `.group.type-${type} .box { stroke: ${groupLine(type)}; }`)
  .join('\n')}
.retry path, .starts path { fill: none; stroke: ${quiet}; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.state.unreachable .box { stroke: ${edge}; stroke-dasharray: 2 4; }
.unreachable .name, .unreachable .tile, .unreachable .glyph { opacity: 0.6; }
.state.broken .box { stroke: ${bad}; stroke-dasharray: 6 4; }`;
}

function marks({ ground, line, quiet, bad, text }: Paint): string {
  return `
.mark .box { fill: ${ground}; stroke: ${line}; }
.mark-glyph { fill: none; stroke: ${quiet}; stroke-width: 1.5; stroke-linecap: round; }
.mark-glyph.filled { fill: ${quiet}; stroke: none; }
.missing .box { stroke: ${bad}; stroke-dasharray: 5 4; }
.missing .mark-glyph { stroke: ${bad}; }
.picture .missing .mark-name { fill: ${text}; }`;
}

function edges({ edge, caught, ground, bad }: Paint): string {
  return `
.edge .line { fill: none; stroke: ${edge}; stroke-width: 1.5; }
.edge .head { fill: ${edge}; }
.edge .reach { fill: none; stroke: none; }
.edge .whole, .before .part, .now .part { display: none; }
.before .whole, .now .whole { display: inline; }
.edge.catch .line { stroke: ${caught}; stroke-dasharray: 5 4; }
.edge.catch .head { fill: ${caught}; }
.catch-mark { fill: ${ground}; stroke: ${bad}; stroke-width: 1.5; }`;
}

function labels({ ground, line, text, quiet, caught, bad, mix }: Paint): string {
  return `
.label rect { fill: ${ground}; stroke: ${line}; }
.picture .label text { fill: ${text}; font-size: 11px; text-anchor: middle; }
.picture .label.default text { fill: ${quiet}; font-style: italic; }
.label.catch rect { stroke: ${caught}; stroke-dasharray: 3 2; }
.picture .label.catch text { fill: ${mix(bad, 70, text)}; }`;
}

/** How a run stands. */
function run({ statuses, types, card, ground, ok, busy, warn, mix }: Paint): string {
  return `
${entriesOf(statuses)
  .map(
    ([status, colour]) => `
.state.is-${status} .box { fill: ${mix(colour, status === 'aborted' ? 0 : 8, card)}; stroke: ${colour}; stroke-width: 1.75; }
.is-${status} .badge circle { fill: ${colour}; }
.is-${status} .note rect { stroke: ${colour}; }`,
  )
  .join('')}
${entriesOf(types)
  .map(([type, colour]) => `.group.type-${type} .box { fill: ${mix(colour, 5, ground)}; }`)
  .join('\n')}
.badge circle { stroke: ${ground}; stroke-width: 2; }
.badge path { fill: none; stroke: ${ground}; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.note rect { fill: ${ground}; }
.picture .note text { font-size: 11px; text-anchor: middle; }
.running .edge { opacity: 0.45; }
.running .edge.before, .running .edge.now { opacity: 1; }
.edge.before .line { stroke: ${ok}; stroke-width: 2; }
.edge.before .head { fill: ${ok}; }
.edge.now .line { stroke: ${busy}; stroke-width: 3; }
.edge.now .head { fill: ${busy}; }
.edge.catch.before .line { stroke: ${warn}; }
.edge.catch.before .head { fill: ${warn}; }`;
}

/** How two versions differ. What is equal steps back. */
function changes({ ok, bad, warn, busy, ground }: Paint): string {
  const colours = { added: ok, removed: bad, changed: warn, renamed: busy };
  return `
.compared .node, .compared .edge { opacity: 0.65; }
${entriesOf(colours)
  .map(
    ([kind, colour]) => `
.compared .change-${kind} { opacity: 1; }
.state.change-${kind} .box, .mark.change-${kind} .box { stroke: ${colour}; stroke-width: 2; }
.edge.change-${kind} .line { stroke: ${colour}; stroke-width: 2; }
.edge.change-${kind} .head { fill: ${colour}; }
.label.change-${kind} rect { stroke: ${colour}; }
.sign.change-${kind} circle { fill: ${colour}; stroke: ${ground}; stroke-width: 2; }`,
  )
  .join('')}
.state.change-removed .box, .edge.change-removed .line { stroke-dasharray: 6 4; }
.sign path { fill: none; stroke: ${ground}; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }`;
}

function entriesOf<K extends string>(table: Readonly<Record<K, string>>): [K, string][] {
  return Object.entries(table) as [K, string][];
}
