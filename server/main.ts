import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

// The language server as a process: over standard input and output with --stdio, or as VS Code's client starts it.
const connection = createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();
