import { join } from 'node:path';
import type * as vscode from 'vscode';
import { type Catalogue, openCatalogue } from '../language/integrations/catalogue.ts';
import { catalogueIn } from '../runtime/catalogueFiles.ts';

let opened: Promise<Catalogue> | undefined;

/** The catalogue of integrations that the extension brings along, opened once. */
export function catalogueOf({ extensionUri }: vscode.ExtensionContext): Promise<Catalogue> {
  opened ??= openCatalogue(catalogueIn(join(extensionUri.fsPath, 'dist/catalogue')));
  return opened;
}
