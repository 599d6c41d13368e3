import { hexDigits } from '../deterministic.ts';
import type { Json, StoredList } from './state.ts';

type Shape = Readonly<Record<string, Json>>;

const times = { created_on: '2026-06-02T09:00:00Z', modified_on: '2026-09-14T15:30:00Z' };

/** A row of `GET /accounts/{account}/rules/lists`. */
export function listShape({ id, name, kind, items }: StoredList): Shape {
  return { id, name, description: '', kind, num_items: items.length, num_referencing_filters: 1, ...times };
}

/** A row of `GET /accounts/{account}/rules/lists/{list}/items`. */
export function listItemShape({ id, kind }: StoredList, item: string): Shape {
  return { id: hexDigits(`list item ${id} ${item}`, 32), ...contentOf(kind, item), comment: '', ...times };
}

function contentOf(kind: StoredList['kind'], item: string): Shape {
  if (kind === 'hostname') return { hostname: { url_hostname: item } };
  return kind === 'asn' ? { asn: Number(item) } : { ip: item };
}
