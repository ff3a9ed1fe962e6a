import { arch, release } from 'node:os';
import * as vscode from 'vscode';

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly configuration: { readonly properties: object } };
}

/** Opens a text about a problem to be filled in, with the versions of everything that takes part. Nothing is sent. */
export async function reportIssue({ extension }: vscode.ExtensionContext): Promise<void> {
  const manifest = extension.packageJSON as Manifest;
  const content = `# What happened

# What should have happened

# How to see it

A workflow, as small as it can be, and what to do with it.

# Versions

- Stepwise ${manifest.version}
- ${vscode.env.appName} ${vscode.version}${vscode.env.remoteName === undefined ? '' : `, remote: ${vscode.env.remoteName}`}
- ${process.platform} ${release()} ${arch()}, Node ${process.versions.node}
- Settings: ${changedSettings(manifest)}

The command “Stepwise: Show Log” opens the log. Look through it before you paste it here: it may name your files.
`;
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}

/** The names of settings that are not as they ship; their values may be nobody's business. */
function changedSettings({ contributes }: Manifest): string {
  const section = vscode.workspace.getConfiguration();
  const names = Object.keys(contributes.configuration.properties).filter((name) => {
    const found = section.inspect(name);
    return found?.globalValue !== undefined || found?.workspaceValue !== undefined;
  });
  return names.length === 0 ? 'as they ship' : names.join(', ');
}
