import { parseSpfRecord, type SpfRecord } from './record.ts';

/** The domains that a record hands the question to, by `include:` and `redirect=`, in lower case without the dot at the end. */
export function referencesOf(text: string): readonly string[] {
  const { directives, redirect } = parseSpfRecord(text);
  const includes = directives.flatMap((one) => (one.mechanism === 'include' ? [one.target.text] : []));
  return [...includes, ...(redirect === undefined ? [] : [redirect.target.text])].map((name) =>
    name.toLowerCase().replace(/\.$/, ''),
  );
}

/**
 * Whether the record means to let anybody send: a mechanism that may pass, or a redirect to another record. What a syntax
 * error keeps receivers from reading was still meant, so that a term which is none counts unless it only refuses.
 */
export function authorisesSomebody(text: string): boolean {
  const { directives, redirect, faults } = parseSpfRecord(text);
  return (
    redirect !== undefined ||
    directives.some(({ qualifier }) => qualifier === '+') ||
    faults.some(({ term }) => !/^[-~?]/.test(term))
  );
}

/** Whether the record means that nobody sends: `-all`, and no term that may pass. */
export function forbidsEverybody(text: string): boolean {
  return !authorisesSomebody(text) && parseSpfRecord(text).directives.some(isRefusalOfAll);
}

/** Whether receivers read nothing from the record but that nobody sends: `-all` is its one mechanism, without an error. */
export function isPlainRefusal(text: string): boolean {
  const { directives, faults } = parseSpfRecord(text);
  return faults.length === 0 && directives.length === 1 && directives.every(isRefusalOfAll) && forbidsEverybody(text);
}

function isRefusalOfAll({ mechanism, qualifier }: SpfRecord['directives'][number]): boolean {
  return mechanism === 'all' && qualifier === '-';
}
