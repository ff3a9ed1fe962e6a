/** What a file of mocked task results is called, as for Step Functions Local. */
export const mockFileName = 'MockConfigFile.json';

/**
 * Where the mocks of a workflow file may be: beside it, then in each folder above up to `folder`, the workspace's; the
 * nearest counts. Both are paths or URIs, with slashes.
 */
export function mockPlaces(workflow: string, folder: string | undefined): readonly string[] {
  const places: string[] = [];
  const top = folder?.replace(/\/$/, '');
  for (let place = above(workflow); ; place = above(place)) {
    places.push(`${place}/${mockFileName}`);
    if (top === undefined || place === top || !place.includes('/')) return places;
  }
}

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What the state machine of a file is called: the file's name without folder and ending. */
export function workflowNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(\.asl)?\.(asl|json|ya?ml)$/i, '');
}

/** Which state machine of a mock file is meant by `name`: that of the same name, or the only one. */
export function machineMeant(machines: Iterable<string>, name: string): string | undefined {
  const names = [...machines];
  return names.find((each) => isSameName(each, name)) ?? (names.length === 1 ? names[0] : undefined);
}

/** Names of state machines are the same whatever their case and punctuation. */
export function isSameName(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
