import { pathToFileURL } from 'node:url';
import { mockPlaces } from '../language/mocks/mockPlaces.ts';
import type { Session } from './session.ts';

/** The file that the setting names, else each place where a run would look. URIs. */
export function mockPlacesOf({ settings, folders }: Session, uri: string): readonly string[] {
  const folder = folders.find((each) => uri.startsWith(`${each.replace(/\/$/, '')}/`));
  const { mockFile } = settings;
  if (mockFile === '') return mockPlaces(uri, folder);
  if (/^([/\\]|[A-Za-z]:)/.test(mockFile)) return [pathToFileURL(mockFile).href];
  return [new URL(encodeURI(mockFile), folder === undefined ? uri : `${folder}/`).href];
}
