import { lowerAscii, toBytes } from './bytes.ts';
import type { Truth } from './request.ts';
import { type RuleType, unknown, type Value } from './value.ts';
import type { RuleList } from './world.ts';

// A list has thousands of items, and every path asks for the same one.
const prepared = new WeakMap<RuleList, ReadonlySet<string>>();

// Of every list that the engine takes, the type of the fields that it can be compared with.
const comparedType: Readonly<Record<string, RuleType>> = { ip: 'IP', hostname: 'String', asn: 'Integer' };

/**
 * Whether a value of a type is in a list: hosts also below an item like `*.example.com`. Unknown for a list that could not be read,
 * and for one of a kind that the engine does not compare with this type.
 * https://developers.cloudflare.com/waf/tools/lists/custom-lists/
 */
export function inList(list: RuleList | undefined, value: Value, type: RuleType): Truth {
  if (list === undefined || comparedType[list.kind] !== type) return 'unknown';
  if (list.items.length === 0) return false;
  if (value === unknown) return 'unknown';
  const items = itemsOf(list);
  if (typeof value === 'number') return items.has(String(value));
  if (typeof value !== 'string') return 'unknown';
  return list.kind === 'hostname' ? hasHost(items, lowerAscii(value)) : items.has(value);
}

function itemsOf(list: RuleList): ReadonlySet<string> {
  const known = prepared.get(list);
  if (known !== undefined) return known;
  const items = list.items.map(toBytes);
  const made = new Set(list.kind === 'hostname' ? items.map(lowerAscii) : items);
  prepared.set(list, made);
  return made;
}

function hasHost(items: ReadonlySet<string>, host: string): boolean {
  if (items.has(host)) return true;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    if (items.has(`*${host.slice(dot)}`)) return true;
  }
  return false;
}
