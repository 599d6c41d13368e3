import type { SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';

/** What becomes of a sender whom nothing in the record matches; `unknown` when a redirect could not be followed. */
export type Ending = '+' | '-' | '~' | '?' | 'nothing' | 'unknown';

/** How a domain's record ends, through its redirects. */
export function endingOf({ name, all, terms }: SpfPolicy): Ending {
  let ending = all;
  let path: readonly string[] = [name.toLowerCase()];
  while (ending === undefined) {
    const redirect = terms.find((term) => term.kind === 'redirect' && isSamePath(term.path, path));
    if (redirect === undefined) return 'nothing';
    if (redirect.leads !== 'on' || redirect.name === undefined) return 'unknown';
    ending = redirect.all;
    path = [...path, redirect.name];
  }
  return ending;
}

/** Includes that let everybody pass: the record they lead to says `+all`. */
export function openIncludes({ terms }: SpfPolicy): readonly SpfPolicyTerm[] {
  return terms.filter(({ kind, all, term }) => kind === 'include' && all === '+' && !/^[-~?]/.test(term));
}

function isSamePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** The way to a term, below the audited name: `_spf.a.example > _spf.b.example > mx`. */
export function pathTo({ path, term }: { readonly path: readonly string[]; readonly term: string }): string {
  const way = [...path.slice(1), term];
  // A deep tree of long names: how it begins and ends is what a person looks for.
  return way.length <= 8 ? way.join(' > ') : [...way.slice(0, 4), '...', ...way.slice(-3)].join(' > ');
}
