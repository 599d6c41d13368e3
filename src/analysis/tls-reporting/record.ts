import { parseTagList } from '../tag-list/tag-list.ts';

/** Texts at `_smtp._tls` that senders take as records. https://www.rfc-editor.org/rfc/rfc8460#section-3 */
export function tlsReportingRecords(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => /^v=TLSRPTv1[ \t]*;/.test(text));
}

/** Whether somebody meant the text as a record, though senders do not take it as one. */
export function isMeantAsTlsReporting(text: string): boolean {
  return /tlsrpt/i.test(text);
}

/** What is wrong with a record, in words; nothing when it is sound. */
export function tlsReportingFault(text: string): string | undefined {
  const { tags, broken } = parseTagList(text);
  const rua = tags.find(({ name }) => name === 'rua')?.value;
  if (rua === undefined) return 'it has no rua=';
  const uris = rua.split(',', 50).map((uri) => uri.trim());
  const wrong = uris.find((uri) => !isDestination(uri));
  if (wrong !== undefined) return `“${wrong.slice(0, 80).toWellFormed()}” is neither a mailto: nor an https: address`;
  return broken.length === 0 ? undefined : 'a part of it is no tag';
}

function isDestination(uri: string): boolean {
  if (/^mailto:[^\s@!]{1,100}@[a-z0-9.-]{1,253}$/i.test(uri)) return true;
  return /^https:\/\//i.test(uri) && URL.canParse(uri);
}
