/** One term of an SPF record as far as it tells who is meant: no evaluation, no lookups. */
export type SpfTerm = {
  readonly text: string;
  readonly mechanism: string;
  readonly qualifier: string;
  readonly names: readonly string[];
};

const mostTerms = 200;

/** Whether receivers take the text as an SPF record. https://www.rfc-editor.org/rfc/rfc7208#section-4.5 */
export function isSpfRecord(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/** The terms after the version, at most 200. `names` holds the domain of `include:` and `redirect=`, in lower case. */
export function spfTerms(text: string): readonly SpfTerm[] {
  const terms = text.split(' ', mostTerms).slice(1);
  return terms
    .filter((term) => term !== '')
    .map((term) => {
      const qualifier = /^[-+~?]/.test(term) ? term.charAt(0) : '+';
      const plain = /^[-+~?]/.test(term) ? term.slice(1) : term;
      const end = plain.search(/[:=/]/);
      const mechanism = (end === -1 ? plain : plain.slice(0, end)).toLowerCase();
      const isReference = mechanism === 'include' || mechanism === 'redirect';
      const names = isReference
        ? [
            plain
              .slice(end + 1)
              .toLowerCase()
              .replace(/\.$/, ''),
          ]
        : [];
      return { text: term, mechanism, qualifier, names };
    });
}

/** Whether the record lets anybody send: a mechanism that may pass, or a redirect to another record. */
export function authorisesSomebody(text: string): boolean {
  return spfTerms(text).some(({ mechanism, qualifier }) => {
    if (mechanism === 'redirect') return true;
    const isMechanism = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'].includes(mechanism);
    return isMechanism && qualifier === '+';
  });
}

/** Whether the record says that nobody sends: `-all`, and no term before it that may pass. */
export function forbidsEverybody(text: string): boolean {
  return !authorisesSomebody(text) && spfTerms(text).some(({ text: term }) => term.toLowerCase() === '-all');
}
