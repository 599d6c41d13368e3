import { isSpfRecord, parseSpfRecord } from './record.ts';

/**
 * The record with more includes, before what ends it (`all`, else `redirect=`), ready to paste. A record that nothing ends
 * gets `~all`. https://www.rfc-editor.org/rfc/rfc7208#section-5.1
 */
export function withIncludes(record: string, includes: readonly string[]): string {
  const words = wordsOf(record);
  const missing = includes.map((include) => `include:${include}`).filter((term) => !words.includes(term));
  const all = words.findIndex(isAll);
  const end = all >= 0 ? all : words.findIndex((word) => /^redirect=/i.test(word));
  if (end < 0) return [...words, ...missing, '~all'].join(' ');
  return [...words.slice(0, end), ...missing, ...words.slice(end)].join(' ');
}

/** The record with a better end: `~all` in the place of any other `all` and of what stands behind it. */
export function withSoftEnd(record: string): string {
  const words = wordsOf(record);
  const all = words.findIndex(isAll);
  const kept = all < 0 ? words : words.slice(0, all);
  const modifiers = all < 0 ? [] : words.slice(all + 1).filter((word) => /^exp=/i.test(word));
  return [...kept, '~all', ...modifiers].join(' ');
}

/** One record in the place of several: every mechanism once, in order, and `~all`. */
export function merged(records: readonly string[]): string {
  const terms = records
    .filter(isSpfRecord)
    .flatMap((record) => wordsOf(record).slice(1))
    .filter((word) => !isAll(word) && !/^(?:redirect|exp)=/i.test(word));
  // A redirect ends its own record; inside another one an include of the same name says the same of whom it lets pass.
  const redirects = records.flatMap((record) => parseSpfRecord(record).redirect?.target.text ?? []);
  const includes = redirects.map((name) => `include:${name}`);
  return ['v=spf1', ...new Set([...terms, ...includes]), '~all'].join(' ');
}

function wordsOf(record: string): readonly string[] {
  return record.split(' ').filter((word) => word !== '');
}

function isAll(word: string): boolean {
  return /^[+\-~?]?all$/i.test(word);
}
