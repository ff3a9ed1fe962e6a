import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

// The language server as a process: over standard input and output with --stdio, or as VS Code's client starts it.
// Each keystroke makes a new tree, and the old one is garbage: left alone, Node lets several hundred megabytes of it
// gather before it looks. It may be slow to take more memory, as an editor has many servers beside it.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=100');

const connection = createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();
