const uuid = '3f2b8c1e-5d47-4a90-9b6e-1c0d2e4f6a78';

// The first that fits counts. People's names for a segment vary; what they mean by it varies little.
const samples: readonly (readonly [name: RegExp, sample: string])[] = [
  [/^(?:locale|lang|language|lng|i18n)$/, 'en'],
  [/^country$/, 'de'],
  [/^(?:uuid|guid)$|uuid$/, uuid],
  [/^(?:username|user|handle|nickname|author|member|person|customer)$/, 'ada'],
  [/^(?:year|yyyy)$/, '2026'],
  [/^(?:month|mm|day|dd)$/, '01'],
  [/^date$/, '2026-01-15'],
  [/^(?:page|pagenumber|step|index)$/, '2'],
  [/^(?:org|organisation|organization|team|workspace|tenant|company|account|store|shop)(?:slug|name)?$/, 'acme'],
  [/^(?:domain|host|site|subdomain)$/, 'example.com'],
  [/^email$/, 'ada@example.com'],
  [/^(?:file|filename|name)$/, 'sample'],
  [/id$|^(?:no|nr|num)$|number$/, '1001'],
];

// Words that end in "id" and are none.
const noIds: ReadonlySet<string> = new Set(['grid', 'valid', 'paid', 'bid', 'mid', 'raid', 'void', 'android']);

// A segment that is only called `param` is told by what stands before it.
const byParent: readonly (readonly [parent: RegExp, sample: string])[] = [
  [/^(?:u|user|users|profiles|members|people|customers|authors)$/, 'ada'],
  [/^(?:orders|invoices|tickets|payments|transactions|bookings|projects|items|documents)$/, '1001'],
];

/**
 * A route as it can be asked: `/orders/[id]` becomes `/orders/1001`. Optional catch-alls are left out, the others hold two segments.
 * https://nextjs.org/docs/app/api-reference/file-conventions/dynamic-routes
 */
export function samplePath(route: string): string {
  const filled: string[] = [];
  for (const segment of route.split('/').slice(1)) {
    if (/^\[\[\.\.\..*\]\]$/.test(segment)) continue;
    const parent = filled.at(-1) ?? '';
    const name = /^\[\.\.\.(.*)\]$/.exec(segment)?.[1];
    if (name !== undefined) filled.push('a', 'b');
    else filled.push(segment.replace(/\[([^[\]]*)\]/g, (_whole, param: string) => sampleOf(param, parent)));
  }
  // In an address these would end the path.
  return `/${filled.join('/')}`.replace(/[?#\s\\]/g, encodeURIComponent);
}

function sampleOf(param: string, parent: string): string {
  const name = param.toLowerCase().replace(/[-_]/g, '');
  const named = samples.find(([known]) => known.test(name))?.[1];
  if (named !== undefined && !noIds.has(name)) return named;
  if (/^(?:slug|param|params|key|value|x)$/.test(name))
    return byParent.find(([known]) => known.test(parent))?.[1] ?? 'sample';
  return 'sample';
}
