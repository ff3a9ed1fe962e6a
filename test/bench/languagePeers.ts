import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What another tool does with the text of a definition: all its findings, or whatever comes of it. */
export interface Peer {
  readonly name: string;
  check(text: string): unknown;
  complete?(text: string, offset: number): unknown;
  hover?(text: string, offset: number): unknown;
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
  const read = (text: string, offset: number) => {
    const document = TextDocument.create('file:///bench.asl.json', 'asl', 1, text);
    return [document, document.positionAt(offset), service.parseJSONDocument(document)];
  };
  return {
    name: 'amazon-states-language-service',
    check(text) {
      const [document, , tree] = read(text, 0);
      return service.doValidation(document, tree);
    },
    complete: (text, offset) => service.doComplete(...read(text, offset)),
    hover: (text, offset) => service.doHover(...read(text, offset)),
  };
}

function validator(load: NodeJS.Require): Peer {
  const validate = load('asl-validator');
  return { name: 'asl-validator', check: (text) => validate(JSON.parse(text)) };
}
