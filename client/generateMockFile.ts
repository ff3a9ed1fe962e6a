import type * as vscode from 'vscode';
import { generateMocks } from '../language/integrations/generateMocks.ts';
import { definitionMeant } from './definitionMeant.ts';
import { findMocks } from './mockFiles.ts';
import { catalogueOf } from './openCatalogue.ts';
import type { Workbench } from './workbench.ts';
import { writeMocks } from './writeMocks.ts';

/** Writes mocks for a workflow into its mock file, or a new one. */
export async function generateMockFile({ context }: Workbench, uri: vscode.Uri | undefined): Promise<void> {
  const meant = await definitionMeant(uri);
  if (!meant) return;
  const mocks = meant.document.isUntitled ? undefined : await findMocks(meant.document.uri);
  const generated = await generateMocks(meant.machine, mocks?.machine ?? meant.name, await catalogueOf(context));
  await writeMocks(meant.document.uri, mocks, generated);
}
