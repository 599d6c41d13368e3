import type { SpfPolicyRange } from '../../artifacts/mail/spf.ts';
import { formatIp, type IpAddress, parseIp4, parseIp6, sharesPrefix } from './ip-address.ts';
import type { SpfDirective } from './term.ts';

// A /8 is a 256th of IPv4, and a /16 of IPv6 more than any provider of mail has.
const widest = { 4: 8, 6: 16 } as const;

/**
 * The networks of a mechanism that are wide beyond any sender's, as `0.0.0.0/1`; `undefined` in the place of one that depends on
 * the addresses of a name.
 */
export function wideNetworks(directive: SpfDirective): readonly (string | undefined)[] {
  if ('network' in directive) {
    const { network, prefix } = directive;
    return prefix < widest[network.family] ? [`${formatIp(network)}/${prefix}`] : [];
  }
  if (!('prefix4' in directive)) return [];
  const { prefix4, prefix6 } = directive;
  return [
    ...(prefix4 < widest[4] ? [prefix4 === 0 ? '0.0.0.0/0' : undefined] : []),
    ...(prefix6 < widest[6] ? [prefix6 === 0 ? '::/0' : undefined] : []),
  ];
}

type Network = { readonly address: IpAddress; readonly prefix: number };

// Of IPv6 what is in use: RFC 4291 section 2.4 gives the rest to no host of the internet.
const everywhere: readonly Network[] = [
  { address: { family: 4, words: [0, 0] }, prefix: 0 },
  { address: { family: 6, words: [0x2000, 0, 0, 0, 0, 0, 0, 0] }, prefix: 3 },
];

/**
 * Of ranges the fewest found that together hold every address of a family: one that does alone, else all of that family. One
 * list for each family that is covered.
 */
export function coverings(ranges: readonly SpfPolicyRange[]): readonly (readonly SpfPolicyRange[])[] {
  const read = ranges.flatMap((range) => {
    const network = range.network === undefined ? undefined : readNetwork(range.network);
    return network === undefined ? [] : [{ ...network, range }];
  });
  return everywhere.flatMap((whole) => {
    if (!isCovered(whole, read)) return [];
    const alone = read.find((one) => isCovered(whole, [one]));
    const family = read.filter(({ address }) => address.family === whole.address.family);
    return [(alone === undefined ? family : [alone]).map(({ range }) => range)];
  });
}

function readNetwork(text: string): Network | undefined {
  const [shown = '', length = ''] = text.split('/');
  const address = parseIp4(shown) ?? parseIp6(shown);
  return address === undefined ? undefined : { address, prefix: Number(length) };
}

// By halves: it goes no deeper than the narrowest network.
function isCovered(place: Network, networks: readonly Network[]): boolean {
  const { address, prefix } = place;
  const touching = networks.filter((one) => sharesPrefix(address, one.address, Math.min(prefix, one.prefix)));
  if (touching.some((one) => one.prefix <= prefix)) return true;
  if (touching.length < 2) return false;
  const upper = address.words.map((word, index) => (index === prefix >> 4 ? word | (0x8000 >> (prefix & 15)) : word));
  const halves = [address, { ...address, words: upper }];
  return halves.every((half) => isCovered({ address: half, prefix: prefix + 1 }, touching));
}
