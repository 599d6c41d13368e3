import { isSpfRecord, parseSpfRecord } from './record.ts';
import { parseTerm } from './term.ts';

/**
 * The record with more includes, before what ends it (`all`, else `redirect=`), ready to paste. One that stands there under
 * `-`, `~` or `?`, or behind `all` where receivers do not read it, is replaced. A record that nothing ends gets `~all`.
 * `undefined` for a record with syntax errors: only who knows what it was to say can mend it.
 * https://www.rfc-editor.org/rfc/rfc7208#section-5.1
 */
export function withIncludes(record: string, includes: readonly string[]): string | undefined {
  if (parseSpfRecord(record).faults.length > 0) return undefined;
  const wanted = new Set(includes.map(plainName));
  const isWanted = ({ kind, target }: Word): boolean => kind === 'include' && wanted.has(plainName(target));
  const words = wordsOf(record)
    .filter((word) => word.isRead || !isWanted(word))
    .map((word) => (isWanted(word) && isQualified(word.text) ? { ...word, text: `include:${word.target}` } : word))
    .filter((word, index, all) => !isWanted(word) || all.findIndex(({ text }) => text === word.text) === index);
  const there = new Set(words.filter(isWanted).map(({ target }) => plainName(target)));
  const missing = [...wanted].filter((name) => !there.has(name)).map((name) => `include:${name}`);
  const end = words.findIndex(({ kind, isRead }) => isRead && (kind === 'all' || kind === 'redirect'));
  const texts = words.map(({ text }) => text);
  const at = end < 0 ? texts.length : end;
  return ['v=spf1', ...texts.slice(0, at), ...missing, ...(end < 0 ? ['~all'] : texts.slice(at))].join(' ');
}

/**
 * The record with a better end: `~all` in the place of any other `all` and of what stands behind it. A redirect becomes an
 * include, since receivers skip a redirect beside `all`. `undefined` for a record with syntax errors.
 */
export function withSoftEnd(record: string): string | undefined {
  if (parseSpfRecord(record).faults.length > 0) return undefined;
  const words = readWords(record).filter(({ kind }) => kind !== 'all');
  const [terms, explanation] = [words.filter(({ kind }) => kind !== 'exp'), words.filter(({ kind }) => kind === 'exp')];
  const kept = terms.map(({ kind, text, target }) => (kind === 'redirect' ? `include:${target}` : text));
  return ['v=spf1', ...kept, '~all', ...explanation.map(({ text }) => text)].join(' ');
}

/**
 * One record in the place of several: every mechanism once, in order, and `~all`. `undefined` when one of them has syntax
 * errors.
 */
export function merged(records: readonly string[]): string | undefined {
  const own = records.filter(isSpfRecord);
  if (own.some((record) => parseSpfRecord(record).faults.length > 0)) return undefined;
  const words = own.flatMap(readWords);
  const terms = words.flatMap(({ kind, text }) => (kind === 'include' || kind === 'other' ? [text] : []));
  // A redirect ends its own record; inside another one an include of the same name says the same of whom it lets pass.
  const redirects = words.flatMap(({ kind, target }) => (kind === 'redirect' ? [`include:${target}`] : []));
  return ['v=spf1', ...new Set([...terms, ...redirects]), '~all'].join(' ');
}

// What evidence shows in one piece beside the rest of it: half a record is none.
const longestPasted = 1200;

/** Whether there is a record to paste that can be shown whole. */
export function isPastable(record: string | undefined): record is string {
  return record !== undefined && record.length <= longestPasted;
}

/** Whether receivers come to a term of the record that lets pass whom the record at `name` lets pass. */
export function grants(record: string, name: string): boolean {
  return readWords(record).some(({ target, text }) => plainName(target) === plainName(name) && !isQualified(text));
}

// `target` is what an include or redirect leads to, as it stands: the case of a macro's letter counts.
type Word = {
  readonly text: string;
  readonly kind: 'all' | 'include' | 'redirect' | 'exp' | 'other';
  readonly target: string;
  readonly isRead: boolean;
};

// RFC 7208 section 5.1: behind `all` nothing is read but modifiers, and beside it no redirect.
function wordsOf(record: string): readonly Word[] {
  const words = record.split(' ').filter((word) => word !== '');
  const kinds = words.slice(1).map(readWord);
  const all = kinds.findIndex(({ kind }) => kind === 'all');
  return kinds.map((word, index) => {
    const isModifier = /^[a-z][\w.-]*=/i.test(word.text);
    return { ...word, isRead: all < 0 || (isModifier ? word.kind !== 'redirect' : index <= all) };
  });
}

function readWords(record: string): readonly Word[] {
  return wordsOf(record).filter(({ isRead }) => isRead);
}

function readWord(text: string): Omit<Word, 'isRead'> {
  const term = parseTerm(text, 0);
  if (term.kind === 'redirect') return { text, kind: 'redirect', target: term.target.text };
  if (term.kind === 'exp') return { text, kind: 'exp', target: '' };
  if (term.kind !== 'directive') return { text, kind: 'other', target: '' };
  if (term.mechanism === 'include') return { text, kind: 'include', target: term.target.text };
  return { text, kind: term.mechanism === 'all' ? 'all' : 'other', target: '' };
}

function isQualified(term: string): boolean {
  return /^[-~?]/.test(term);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
