/**
 * Makes everything that Stepwise knows about integrations from the facts in `catalogue/`:
 * `node scripts/catalogue.ts`.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface OptimisedFacts {
  readonly label: string;
  readonly errorPrefix: string;
  readonly actions: Readonly<
    Record<
      string,
      {
        readonly patterns: readonly string[];
        readonly parameters: Readonly<Record<string, string>>;
        readonly oneOf?: readonly string[];
      }
    >
  >;
}

function writeOptimisedTable(): void {
  const folder = join(root, 'catalogue/optimised');
  const rows = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const facts = JSON.parse(readFileSync(join(folder, file), 'utf8')) as OptimisedFacts;
      const actions = Object.entries(facts.actions).map(([name, action]) => {
        const required = Object.keys(action.parameters).filter((parameter) => parameter.endsWith('!'));
        const { patterns, oneOf } = action;
        return [name, { patterns, required: required.map((parameter) => parameter.slice(0, -1)), oneOf }];
      });
      const { label, errorPrefix } = facts;
      return [basename(file, '.json'), { label, errorPrefix, actions: Object.fromEntries(actions) }];
    });
  const target = join(root, 'language/integrations/optimisedTable.ts');
  writeFileSync(
    target,
    `import type { OptimisedFacts } from './optimised.ts';

/** Made from catalogue/optimised by scripts/catalogue.ts; change it there. */
export const optimisedTable: Readonly<Record<string, OptimisedFacts>> = ${JSON.stringify(Object.fromEntries(rows))};
`,
  );
  execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', target]);
}

writeOptimisedTable();
