import { withoutMiddle } from '../../core/text.ts';
import { longestTerm, parseTerm, type SpfDirective, type SpfModifier } from './term.ts';

/** A syntax error: the term, where it begins or breaks in the record (characters from 0), and what is wrong, in words. */
export type SpfFault = { readonly at: number; readonly term: string; readonly why: string };

/** A record in parts. With `faults` it is no valid record, and receivers answer `permerror` (RFC 7208 section 4.6). */
export type SpfRecord = {
  readonly text: string;
  readonly directives: readonly SpfDirective[];
  readonly redirect: SpfModifier | undefined;
  readonly explanation: SpfModifier | undefined;
  readonly faults: readonly SpfFault[];
};

// A hostile record has tens of thousands.
const mostFaults = 20;

/** Whether a TXT record is an SPF record: `v=spf1`, then a space or the end (RFC 7208 section 4.5). */
export function isSpfRecord(text: string): boolean {
  if (text.length > 6 && text[6] !== ' ') return false;
  const version = text.slice(0, 6);
  return version === 'v=spf1' || version.toLowerCase() === 'v=spf1';
}

/** Reads a whole record, errors and all. https://www.rfc-editor.org/rfc/rfc7208#section-4.6.1 */
export function parseSpfRecord(text: string): SpfRecord {
  const directives: SpfDirective[] = [];
  const faults: SpfFault[] = [];
  let redirect: SpfModifier | undefined;
  let explanation: SpfModifier | undefined;
  for (let from = 6; from < text.length; from += 1) {
    const space = text.indexOf(' ', from);
    const end = space < 0 ? text.length : space;
    const word = text.slice(from, end);
    const at = from;
    from = end;
    if (word === '') continue;
    const term = parseTerm(word, at);
    if (term.kind === 'directive') {
      directives.push(term);
      continue;
    }
    if (term.kind === 'fault') faults.push({ at: term.at, term: withoutMiddle(word, longestTerm), why: term.why });
    if (term.kind === 'redirect') {
      if (redirect !== undefined)
        faults.push({ at, term: withoutMiddle(word, longestTerm), why: 'a second redirect=' });
      redirect = term;
    }
    if (term.kind === 'exp') {
      if (explanation !== undefined) faults.push({ at, term: withoutMiddle(word, longestTerm), why: 'a second exp=' });
      explanation = term;
    }
    if (faults.length >= mostFaults) break;
  }
  return { text, directives, redirect, explanation, faults };
}
