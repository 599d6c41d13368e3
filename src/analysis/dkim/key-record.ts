import { parseTagList, repeatedTags } from '../tag-list/tag-list.ts';
import { type PublicKey, readPublicKey } from './public-key.ts';

/** A key record, read. https://www.rfc-editor.org/rfc/rfc6376#section-3.6.1 */
export type DkimKeyRecord = {
  readonly text: string;
  /** `k`, in lower case; `rsa` without it. Receivers leave out what they do not know. */
  readonly type: string;
  /** Absent when revoked, when `p` is missing, or for a type nobody knows. */
  readonly key?: PublicKey;
  /** `p=` is there and empty. */
  readonly revoked: boolean;
  /** `t=y`: receivers treat a failing signature like none at all. */
  readonly testing: boolean;
  /** `h` allows sha256, or is absent. */
  readonly allowsSha256: boolean;
  /** `s` names email or `*`, or is absent. */
  readonly allowsEmail: boolean;
  /** Why receivers discard the record, in words. */
  readonly faults: readonly string[];
};

/** Whether a TXT record at a selector's name was meant as a key: it has a `p` tag, or says that it is one. */
export function isKeyRecord(text: string): boolean {
  if (text.length > 16_384) return false;
  const { tags } = parseTagList(text);
  const isOther = tags.some(({ name, value }) => name === 'v' && value !== 'DKIM1');
  return tags.some(({ name, value }) => (name === 'p' && !isOther) || (name === 'v' && /^dkim/i.test(value)));
}

/** Reads a record that `isKeyRecord` accepts. */
export function parseKeyRecord(text: string): DkimKeyRecord {
  const { tags, broken } = parseTagList(text);
  const value = (name: string): string | undefined => tags.find((tag) => tag.name === name)?.value;
  const list = (name: string): readonly string[] | undefined =>
    value(name)
      ?.split(':')
      .map((part) => part.trim().toLowerCase());
  const type = value('k')?.toLowerCase() ?? 'rsa';
  const encoded = value('p');
  const services = list('s');
  const key = encoded === undefined || encoded === '' ? undefined : keyOf(type, encoded);
  return {
    text,
    type,
    ...(key === undefined ? {} : { key }),
    revoked: encoded === '',
    testing: list('t')?.includes('y') ?? false,
    allowsSha256: list('h')?.includes('sha256') ?? true,
    allowsEmail: services === undefined || services.includes('email') || services.includes('*'),
    faults: [
      ...versionFaults(tags[0]?.name, value('v')),
      ...(encoded === undefined ? ['it has no p= tag'] : []),
      ...broken.slice(0, 3).map((part) => `“${part.text.slice(0, 40).toWellFormed()}” is no tag`),
      ...repeatedTags(tags)
        .slice(0, 3)
        .map((name) => `the tag ${name}= stands twice`),
      ...(key?.state === 'malformed' ? [key.why] : []),
    ],
  };
}

function keyOf(type: string, encoded: string): PublicKey | undefined {
  return type === 'rsa' || type === 'ed25519' ? readPublicKey(type, encoded) : undefined;
}

function versionFaults(first: string | undefined, version: string | undefined): readonly string[] {
  if (version === undefined) return [];
  if (version !== 'DKIM1') return ['its version is not exactly DKIM1'];
  return first === 'v' ? [] : ['v=DKIM1 does not stand first'];
}
