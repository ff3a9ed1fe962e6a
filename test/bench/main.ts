/** npm run bench -- NAME. Measurements are no tests: they print, and fail nothing. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  language: async () => (await import('./language.ts')).benchLanguage(),
  server: async () => (await import('./server.ts')).benchServer(),
  yaml: async () => (await import('./yaml.ts')).benchYaml(),
  expressions: async () => (await import('./expressions.ts')).benchExpressions(),
  graph: async () => (await import('./graph.ts')).benchGraph(),
  debugger: async () => (await import('./debugger.ts')).benchDebugger(),
  catalogue: async () => (await import('./catalogue.ts')).benchCatalogue(),
  interpreter: async () => (await import('./interpreter.ts')).benchInterpreter(process.argv[3]),
};

const name = process.argv[2] ?? '';
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench) await bench();
else console.log(`bench: give one of ${Object.keys(benches).join(', ')}`);
