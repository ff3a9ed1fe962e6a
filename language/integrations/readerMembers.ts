import type { MapState } from '../model/stateMachine.ts';
import { parseResource } from './resource.ts';
import { readMembers, type TypedMember } from './valueType.ts';

/** What ItemReader and ResultWriter take, which is less than S3's own API does. */
const members: ReadonlyMap<string, readonly TypedMember[]> = new Map([
  ['getObject', readMembers('Bucket!,Key!,VersionId,ExpectedBucketOwner', [])],
  ['listObjectsV2', readMembers('Bucket!,Prefix,ExpectedBucketOwner', [])],
  ['putObject', readMembers('Bucket!,Prefix', [])],
]);

/** The members of the parameters with which a distributed Map reads or writes; undefined for what does neither. */
export function readerMembers(
  { itemReader, resultWriter }: MapState,
  object: 'ItemReader' | 'ResultWriter',
): readonly TypedMember[] | undefined {
  const resource = (object === 'ItemReader' ? itemReader : resultWriter)?.resource;
  const parsed = resource && 'value' in resource ? parseResource(resource.value) : undefined;
  return parsed && 'action' in parsed ? members.get(parsed.action.text) : undefined;
}
