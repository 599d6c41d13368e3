import { parseTagList } from '../tag-list/tag-list.ts';

/** A BIMI record, read. https://datatracker.ietf.org/doc/draft-brand-indicators-for-message-identification/ */
export type BimiRecord = {
  /** Both `l` and `a` are there and empty: the domain wants no logo. */
  readonly declined: boolean;
  /** Address of the logo; absent when it is missing or no https: address. */
  readonly logo?: string;
  /** What is wrong, in words. */
  readonly fault?: string;
};

/** Texts at `default._bimi` that receivers take as records. */
export function bimiRecords(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => /^v[ \t]*=[ \t]*BIMI1[ \t]*(?:;|$)/.test(text));
}

/** Whether somebody meant the text as a record, though receivers do not take it as one. */
export function isMeantAsBimi(text: string): boolean {
  return /bimi/i.test(text);
}

/** Reads a record of `bimiRecords`. */
export function parseBimiRecord(text: string): BimiRecord {
  const { tags } = parseTagList(text);
  const value = (name: string): string => tags.find((tag) => tag.name.toLowerCase() === name)?.value ?? '';
  const hasLogo = tags.some(({ name }) => name.toLowerCase() === 'l');
  const logo = value('l');
  if (!hasLogo) return { declined: false, fault: 'it has no l=' };
  if (logo === '') return value('a') === '' ? { declined: true } : { declined: false, fault: 'its l= is empty' };
  if (!isHttps(logo)) return { declined: false, fault: 'its l= is no https: address' };
  const authority = value('a');
  if (authority !== '' && !isHttps(authority) && authority !== 'self')
    return { declined: false, logo, fault: 'its a= is no https: address' };
  return { declined: false, logo };
}

function isHttps(text: string): boolean {
  if (text.length > 2000 || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}
