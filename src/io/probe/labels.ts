import { randomBytes } from 'node:crypto';
import { cacheBuster } from '../../core/doors/probe.ts';

/** Random characters in the place of cache busters' labels. */
export type Labels = {
  /** The address as it is sent; `undefined` for one without a label, or with several. */
  busted(url: URL): URL | undefined;
  /** A text of the site without the characters of any run: who repeats the address says nothing by them. */
  without(text: string): string;
};

// Told apart from other hexadecimal digits by its beginning.
const random = /lrp[0-9a-f]{16}/g;

/** Labels that nobody used yet. With 8 random bytes each, no two runs meet. */
export function createLabels(): Labels {
  const known = new Map<string, string>();
  return {
    busted(url) {
      const [label, ...others] = url.searchParams.getAll(cacheBuster);
      if (label === undefined || label === '' || others.length > 0) return undefined;
      const characters = known.get(label) ?? `lrp${randomBytes(8).toString('hex')}`;
      known.set(label, characters);
      const busted = new URL(url);
      busted.searchParams.set(cacheBuster, characters);
      return busted;
    },
    without: (text) => text.replace(random, cacheBuster),
  };
}
