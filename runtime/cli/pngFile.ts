import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { UsageError } from './terminal.ts';

/** Twice as many pixels, for screens that have them. */
const zoom = 2;
/** Larger pictures are drawn smaller: nobody's viewer opens them otherwise. */
const mostPixels = 64e6;

/** An SVG file's text as the bytes of a PNG file. Rejects with a `UsageError` when this machine has no font to write with. */
export async function pngFile(svg: string): Promise<Uint8Array> {
  const fontBuffers = usualFonts();
  if (fontBuffers.length === 0)
    throw new UsageError('no font was found to write a PNG file with; -o with a name that ends in .svg needs none');
  await initWasm(readFileSync(wasmPath()));
  const font = { fontBuffers, defaultFontFamily: 'sans-serif', loadSystemFonts: false };
  const { width, height } = new Resvg(svg, { font });
  const scale = Math.min(zoom, Math.sqrt(mostPixels / (width * height)));
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng();
}

/** Beside the bundle, or in its package when the sources run. */
function wasmPath(): string {
  const bundled = join(import.meta.dirname, 'resvg.wasm');
  return existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
}

const folders: readonly string[] = {
  win32: [join(process.env.WINDIR ?? 'C:\\Windows', 'Fonts')],
  darwin: ['/System/Library/Fonts', '/System/Library/Fonts/Supplemental', '/Library/Fonts'],
}[process.platform as string] ?? ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local/share/fonts')];

/** In regular and bold; the first family that is there is used, after it what has other scripts and signs. */
const families = [
  /^segoeuib?\.ttf$|^seguisym\.ttf$/i,
  /^SFNS\.ttf$|^HelveticaNeue\.ttc$|^Helvetica\.ttc$/,
  /^Roboto-(Regular|Bold)\.ttf$/,
  /^NotoSans-(Regular|Bold|SemiBold)\.(ttf|otf)$/,
  /^LiberationSans-(Regular|Bold)\.ttf$/,
  /^DejaVuSans(-Bold)?\.ttf$/,
  /^Arial( Bold)?\.ttf$|^arial(bd)?\.ttf$/,
];
const others = /^(NotoSans(Arabic|Hebrew|CJK|Devanagari|Thai).*|NotoEmoji.*|Arial Unicode|msyh)\.(ttf|otf|ttc)$/i;

function usualFonts(): Uint8Array[] {
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
  const named = (pattern: RegExp) => files.filter((file) => pattern.test(file.split(/[\\/]/).at(-1) ?? ''));
  const known = families.map(named).filter((found) => found.length > 0);
  const chosen = known.length > 0 ? [...known.flat(), ...named(others)] : named(/\.(ttf|otf)$/i).slice(0, 8);
  return chosen.slice(0, 16).map((file) => readFileSync(file));
}
