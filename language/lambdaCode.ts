/** What can be told of a Lambda function's code without running it. Texts are those of source files. */

const scripts = ['ts', 'mts', 'js', 'mjs', 'cjs'];

/** Where the code of a handler such as `src/index.handler` may be, below the function's folder; the likeliest first. */
export function handlerFiles(handler: string): readonly string[] {
  const dot = handler.lastIndexOf('.');
  const module = dot < 0 ? handler : handler.slice(0, dot);
  // What is deployed may have been built from elsewhere.
  const places = [module, module.replace(/^(?:\.\/)?(?:dist|build|lib|out)\//, 'src/'), `src/${module}`];
  const files = places.flatMap((place) => [
    ...scripts.map((ending) => `${place}.${ending}`),
    `${place.replaceAll('.', '/')}.py`,
  ]);
  return [...new Set(files)];
}

/** The offset of the function that a handler names; 0 when it is not found. */
export function handlerOffset(text: string, handler: string): number {
  const name = handler.slice(handler.lastIndexOf('.') + 1).replace(/[^\w$]/g, '');
  if (name === '') return 0;
  const word = name.replaceAll('$', '\\$');
  const forms = [
    `^[ \\t]*export\\s+(?:default\\s+)?(?:async\\s+)?(?:function|const|let|var|class)\\s+${word}(?![\\w$])`,
    `^[ \\t]*(?:module\\.)?exports\\.${word}\\s*=`,
    `^[ \\t]*(?:async\\s+)?def\\s+${word}\\s*\\(`,
    `^[ \\t]*(?:async\\s+)?(?:function|const|let|var)\\s+${word}(?![\\w$])`,
    `^${word}\\s*=`,
  ];
  for (const form of forms) {
    const found = new RegExp(form, 'm').exec(text);
    if (found) return found.index + found[0].lastIndexOf(name);
  }
  return 0;
}

const errorForms = {
  script: [
    /\bclass\s+([A-Za-z_$][\w$]*)\s+extends\s+[\w$.]*(?:Error|Exception)\b/g,
    /\bthrow\s+new\s+(?:[\w$]+\.)*([A-Za-z_$][\w$]*)\s*\(/g,
    /\.name\s*=\s*['"`]([\w.$-]+)['"`]/g,
  ],
  python: [
    /^[ \t]*class\s+(\w+)\s*\([^)]*(?:Error|Exception)\b[^)]*\)\s*:/gm,
    /^[ \t]*raise\s+(?:\w+\.)*(\w+)\s*(?:\(|$|\s+from\b)/gm,
  ],
} as const;

/** The names of the errors that code makes or throws, as Step Functions will see them. */
export function errorsThrown(text: string, path: string): readonly string[] {
  const forms: readonly RegExp[] = errorForms[isPython(path) ? 'python' : 'script'];
  const found = forms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
  return [...new Set(found)].filter((name) => /^[A-Z]/.test(name));
}

/** The files beside it that a file imports, without their endings, as paths from its folder. */
export function localImports(text: string, path: string): readonly string[] {
  if (isPython(path)) {
    const modules = [...text.matchAll(/^[ \t]*from\s+\.?([A-Za-z_][\w.]*)\s+import\b/gm)];
    return modules.map((found) => `${(found[1] ?? '').replaceAll('.', '/')}.py`);
  }
  const modules = [...text.matchAll(/(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"](\.{1,2}\/[^'"]+)['"]/g)];
  return modules.flatMap((found) => {
    const bare = (found[1] ?? '').replace(/\.[mc]?[jt]s$/, '');
    return scripts.map((ending) => `${bare}.${ending}`);
  });
}

function isPython(path: string): boolean {
  return path.endsWith('.py');
}
