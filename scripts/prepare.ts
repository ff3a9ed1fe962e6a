import { ensureBrowser } from './browser.ts';
import { ensureVscode } from './vscode.ts';

// What the tests in a browser and in a real window need beyond npm's packages; nothing is fetched twice.
ensureBrowser();
ensureVscode();
