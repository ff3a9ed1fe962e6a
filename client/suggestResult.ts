import type * as vscode from 'vscode';
import { parseResource } from '../language/integrations/resource.ts';
import { catalogueOf } from './openCatalogue.ts';

/** The JSON text of a plausible result of a Task, in the shape that its service answers; `{}` where nobody knows it. */
export async function suggestResult(resource: string, context: vscode.ExtensionContext): Promise<string> {
  const parsed = parseResource(resource);
  const action = await (await catalogueOf(context)).actionOf(parsed);
  const pattern = 'pattern' in parsed ? parsed.pattern : undefined;
  return JSON.stringify(action?.exampleResponse(pattern ?? 'requestResponse') ?? {}, undefined, 2);
}
