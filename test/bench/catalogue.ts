import { openCatalogue } from '../../language/integrations/catalogue.ts';
import { catalogueFiles } from '../../runtime/catalogueFiles.ts';

/** How long the catalogue keeps somebody waiting the first time, and what it weighs when all of it is loaded. */
export async function benchCatalogue(): Promise<void> {
  const before = heap();
  const opening = performance.now();
  const catalogue = await openCatalogue(catalogueFiles());
  const names = (await catalogue.sdkService('s3'))?.actionNames.length;
  print('open, and the actions of s3', opening, `${catalogue.sdkServices.length} services, ${names} actions`);
  const loading = performance.now();
  let actions = 0;
  for (const { token } of catalogue.sdkServices)
    actions += (await catalogue.sdkService(token))?.actionNames.length ?? 0;
  print('load every service', loading, `${actions} actions, ${Math.round((heap() - before) / 1e6)} MB`);
  const reading = performance.now();
  for (const { token } of catalogue.sdkServices) {
    const service = await catalogue.sdkService(token);
    for (const name of service?.actionNames ?? []) service?.action(name);
  }
  const perService = (performance.now() - reading) / catalogue.sdkServices.length;
  console.log(`members of all actions of a service: ${perService.toFixed(2)} ms on average`);
}

function print(what: string, start: number, about: string): void {
  console.log(`${what}: ${(performance.now() - start).toFixed(1)} ms (${about})`);
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
