const publicPrefixes = [
  'NEXT_PUBLIC_',
  'VITE_',
  'PUBLIC_',
  'NUXT_PUBLIC_',
  'REACT_APP_',
  'GATSBY_',
  'EXPO_PUBLIC_',
  'STORYBOOK_',
];

// Matched as two halves, not as one pattern with a repetition between them: that would be quadratic in the name's length.
const database = /(?:^|_)(?:DATABASE|POSTGRES(?:QL)?|PG|MYSQL|MONGO(?:DB)?|REDIS|KV|DB|TURSO|LIBSQL|NEON)_/i;
const databaseEnd =
  /_(?:URL|URI|DSN|CONNECTION(?:_STRING)?)(?:_(?:UNPOOLED|NON_POOLING|POOLED|POOLER|DIRECT|NO_SSL|TLS|READ_?ONLY|REPLICA))?$/i;

/** The prefix that puts a variable into the browser's bundle, or `undefined`. */
export function publicPrefix(name: string): string | undefined {
  return publicPrefixes.find((prefix) => name.startsWith(prefix) && name.length > prefix.length);
}

/** The name without its public prefix. */
export function bareName(name: string): string {
  return name.slice(publicPrefix(name)?.length ?? 0);
}

/** Whether the name says that an address is inside: `SITE_URL`, `API_HOST`. Database addresses are told by `isDatabaseName`. */
export function isAddressName(name: string): boolean {
  return /(?:^|_)(?:URLS?|URI|ORIGINS?|HOST|HOSTNAME|DOMAIN|ENDPOINT|BASE_?URL|SITE|WEBSITE)$/i.test(name);
}

/** Whether the name says that a database's address is inside, which as a rule holds a password. */
export function isDatabaseName(name: string): boolean {
  // The REST address of a store, and Firebase's, are web addresses without a password.
  if (/_REST_|FIREBASE/i.test(name)) return false;
  if (/(?:^|_)DIRECT_URL$/i.test(name)) return true;
  return database.test(name) && databaseEnd.test(name);
}

/** Whether the name says that the value leads to a database in whatever form: whole address, host alone, REST address. */
export function leadsToDatabase(name: string): boolean {
  if (isDatabaseName(name) || /^PGHOST(?:_UNPOOLED)?$/.test(name)) return true;
  if (isSupabaseName(name)) return /_URL$/i.test(name);
  return database.test(name) && /_(?:HOST|HOSTNAME|REST_(?:API_)?URL)$/i.test(name);
}

/** Whether the name belongs to a provider whose keys say live or test: the value then matters, not only its presence. */
export function hasModes(name: string): boolean {
  // A name that only speaks of payments may hold any payment provider's key.
  return modeProvider(name) !== undefined || (paymentName.test(name) && !/WEBHOOK|_PRICE_|_PRODUCT_/i.test(name));
}

const paymentName =
  /(?:^|_)(?:PAY|PAYMENTS?|BILLING|CHECKOUT|MERCHANT)_(?:[A-Z0-9]+_){0,4}(?:KEY|SECRET|TOKEN|SK|PK)$/i;

/** The provider whose keys say live or test, in lower case, when the name is that of such a key. */
export function modeProvider(name: string): string | undefined {
  if (/WEBHOOK|_PRICE_|_PRODUCT_|_JWT_|ENCRYPTION|SIGNING/i.test(name)) return undefined;
  if (!/_(?:KEY|SECRET|TOKEN|SK|PK)(?:_(?:LIVE|TEST|PRODUCTION|PREVIEW|DEV))?$/i.test(name)) return undefined;
  return /(?:^|_)(STRIPE|CLERK|PADDLE|PAYSTACK|WORKOS)_/i.exec(name)?.[1]?.toLowerCase();
}

/** Whether the name belongs to Supabase's address or keys, which name their project. */
export function isSupabaseName(name: string): boolean {
  return /(?:^|_)SUPABASE_/i.test(name) && /_(?:URL|KEY)$/i.test(name) && !isDatabaseName(name);
}
