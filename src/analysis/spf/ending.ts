import type { SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { coverings } from './wide-networks.ts';

/** What becomes of a sender whom nothing in the record matches; `unknown` when a redirect could not be followed. */
export type Ending = '+' | '-' | '~' | '?' | 'nothing' | 'unknown';

/** How a domain's record ends, through its redirects. */
export function endingOf({ name, all, terms }: SpfPolicy): Ending {
  return endingAt([name.toLowerCase()], all, terms);
}

// `all` is that of the record itself, which stands at `start` in the tree.
function endingAt(start: readonly string[], all: Ending | undefined, terms: readonly SpfPolicyTerm[]): Ending {
  let ending = all;
  let path = start;
  while (ending === undefined) {
    const redirect = terms.find((term) => term.kind === 'redirect' && isSamePath(term.path, path));
    if (redirect === undefined) return 'nothing';
    if (redirect.leads !== 'on' || redirect.name === undefined) return 'unknown';
    ending = redirect.all;
    path = [...path, redirect.name];
  }
  return ending;
}

/** What every sender comes to, at one place or at several together, and what the record then answers. */
export type Opening = { readonly effect: '+' | '?'; readonly places: readonly string[] };

/**
 * What in the tree matches everybody, beside the `all` of the record itself: an include of a record that ends in `+all`, an
 * `exists` of a name that is there for all, and networks that hold every address of a family.
 */
export function openings({ terms, ranges }: SpfPolicy): readonly Opening[] {
  return (['+', '?'] as const).flatMap((effect) => {
    const own = terms.filter((term) => term.effect === effect);
    const includes = own.filter(({ kind, path, name, all, leads }) => {
      return kind === 'include' && leads === 'on' && endingAt([...path, name ?? ''], all, terms) === '+';
    });
    // Without a name, or with one that DNS cannot hold, it matches nobody for certain.
    const named = own.filter((term) => term.kind === 'exists' && (term.name ?? '') !== '' && term.void === 'no');
    const vain = terms.filter((term) => term.void === 'yes').map(pathTo);
    const wide = coverings(ranges.filter((range) => range.effect === effect && !vain.includes(pathTo(range))));
    return [
      ...includes.map((term) => ({ effect, places: [`${pathTo(term)} > +all`] })),
      ...named.map((term) => ({ effect, places: [pathTo(term)] })),
      ...wide.map((covering) => ({ effect, places: covering.map(pathTo) })),
    ];
  });
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
