import type { StoredRecord } from '../cloudflare/state.ts';
import { hexDigits } from '../deterministic.ts';
import { harborRecords } from '../dns/harbor-records.ts';
import { type KeptRecord, keptRecords } from '../dns/proxied.ts';
import type { ZoneRecord } from '../dns/zone.ts';

/** The records of `example.com` as Cloudflare's API tells them: the same lines that its name servers answer from. */
export function harborStoredRecords(options: { readonly repaired: boolean }): readonly StoredRecord[] {
  return keptRecords('example.com', harborRecords(options)).map(storedRecord);
}

function storedRecord({ record, proxied }: KeptRecord): StoredRecord {
  const parts = partsOf(record);
  const { name, type } = record;
  return { id: hexDigits(`record ${name} ${type} ${parts.content}`, 32), name, type, proxied, ttl: 1, ...parts };
}

function partsOf(record: ZoneRecord): Pick<StoredRecord, 'content' | 'priority' | 'data'> {
  switch (record.type) {
    case 'A':
    case 'AAAA':
    case 'CNAME':
      return { content: record.data };
    case 'MX':
      return { content: record.data.exchange, priority: record.data.preference ?? 0 };
    case 'TXT':
      return {
        content: [record.data]
          .flat()
          .map((text) => `"${text}"`)
          .join(' '),
      };
    case 'CAA': {
      const { flags = 0, tag, value } = record.data;
      return { content: `${flags} ${tag} "${value}"`, data: { flags, tag, value } };
    }
    default:
      throw new Error(`no record that Harbor Goods would enter at Cloudflare: ${record.type}`);
  }
}
