import * as z from 'zod';
import type { CloudflareList } from '../../artifacts/cloudflare/edge.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { reading } from './reading.ts';
import { rowsIn } from './wire.ts';

const wireList = z.looseObject({ id: z.string(), name: z.string(), kind: z.string() });

// An item has the key of its list's kind. https://developers.cloudflare.com/waf/tools/lists/lists-api/json-object/
const wireItem = z.union([
  z.looseObject({ ip: z.string() }).transform(({ ip }) => ip),
  z.looseObject({ asn: z.union([z.number(), z.string()]) }).transform(({ asn }) => String(asn)),
  z
    .looseObject({ hostname: z.looseObject({ url_hostname: z.string() }) })
    .transform(({ hostname }) => hostname.url_hostname),
  z
    .looseObject({ redirect: z.looseObject({ source_url: z.string() }) })
    .transform(({ redirect }) => redirect.source_url),
]);

/** The named lists of an account with their items, each read or not. Asks nothing when none is named. Throws like the door. */
export async function readLists(
  { io, signal }: GatherContext,
  account: string,
  names: readonly string[],
): Promise<readonly CloudflareList[]> {
  if (names.length === 0) return [];
  const lists = rowsIn(await io.cloudflare.lists(account, signal), wireList, 'the lists');
  return await Promise.all(
    names.map(async (name) => {
      const list = lists.find((one) => one.name === name);
      if (list === undefined) return { name, kind: '', items: absent(name) };
      const items = async () => rowsIn(await io.cloudflare.listItems(account, list.id, signal), wireItem, 'a list');
      return { name, kind: list.kind, items: await reading(items) };
    }),
  );
}

function absent(name: string): CloudflareList['items'] {
  const hint = `a rule names the list $${name}, and the account has none of that name: correct the rule`;
  return { state: 'unavailable', reason: 'not-found', hint };
}
