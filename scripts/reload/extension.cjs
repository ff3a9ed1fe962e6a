const { watchFile, unwatchFile } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const stamp = join(__dirname, '../../out/built');

/** Part of `npm start` alone; it never ships. */
exports.activate = (context) => {
  watchFile(stamp, { interval: 300 }, () => vscode.commands.executeCommand('workbench.action.reloadWindow'));
  context.subscriptions.push({ dispose: () => unwatchFile(stamp) });
};
