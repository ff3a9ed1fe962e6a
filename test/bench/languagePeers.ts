import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What another tool does with the text of a definition: all its findings, or whatever comes of it. */
export interface Peer {
  readonly name: string;
  check(text: string): unknown;
}

/** The peers installed in the folder that PEERS_DIR names; none, with one line that says so, without it. */
export function languagePeers(): readonly Peer[] {
  const { PEERS_DIR: folder } = process.env;
  if (folder === undefined) {
    console.log('peers: skipped, PEERS_DIR names no folder where they are installed');
    return [];
  }
  const load = createRequire(join(folder, 'package.json'));
  return [toolkit(load), validator(load)];
}

function toolkit(load: NodeJS.Require): Peer {
  const { getLanguageService } = load('amazon-states-language-service');
  const { TextDocument } = load('vscode-languageserver-textdocument');
  const service = getLanguageService({});
  return {
    name: 'amazon-states-language-service',
    check(text) {
      const document = TextDocument.create('file:///bench.asl.json', 'asl', 1, text);
      return service.doValidation(document, service.parseJSONDocument(document));
    },
  };
}

function validator(load: NodeJS.Require): Peer {
  const validate = load('asl-validator');
  return { name: 'asl-validator', check: (text) => validate(JSON.parse(text)) };
}
