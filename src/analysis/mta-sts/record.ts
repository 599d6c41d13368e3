import { parseTagList } from '../tag-list/tag-list.ts';

/** Texts at `_mta-sts` that senders take as records: all others are dropped. https://www.rfc-editor.org/rfc/rfc8461#section-3.1 */
export function mtaStsRecords(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => /^v=STSv1[ \t]*;/.test(text));
}

/** Whether somebody meant the text as a record, though senders do not take it as one. */
export function isMeantAsMtaSts(text: string): boolean {
  return /stsv/i.test(text);
}

/** What is wrong with a record, in words; nothing when it is sound. `id` has 1 to 32 letters and digits. */
export function mtaStsRecordFault(text: string): string | undefined {
  const { tags, broken } = parseTagList(text);
  const id = tags.find(({ name }) => name === 'id')?.value;
  if (id === undefined) return 'it has no id=';
  if (!/^[a-z0-9]{1,32}$/i.test(id)) return 'its id is not 1 to 32 letters and digits';
  return broken.length === 0 ? undefined : 'a part of it is no tag';
}
