import { bareName, isDatabaseName, publicPrefix } from './name.ts';

// Made to be seen in a browser, whatever the last word of the name is.
const publishable =
  /(?:^|_)(?:PUBLISHABLE|PUBLIC|ANON|SITE_?KEY|CLIENT_(?:ID|TOKEN)|SEARCH_(?:API_|ONLY_)?KEY|SEARCH_ONLY_API_KEY|REST_READ_?ONLY_TOKEN|MAPS|MAPBOX|DSN|FIREBASE_API_KEY|POSTHOG|MIXPANEL|AMPLITUDE|SEGMENT|PUSHER_(?:APP_)?KEY|(?:WEB|CLOUDFLARE)_ANALYTICS|BEACON)(?:_|$)/i;
const neverPublishable = /(?:^|_)(?:SECRET|PRIVATE|PERSONAL|ADMIN|SERVICE|MANAGEMENT)(?:_|$)/i;
// Words about a secret, keys that open nothing, and what is put on a page on purpose.
const aboutSecrets =
  /^(?:ENABLE|DISABLE|SHOW|HIDE|USE|REQUIRE|ALLOW|HAS|IS|SKIP|MAX|MIN|DEMO|GUEST)_|_(?:LENGTH|TTL|EXPIRY|EXPIRES(?:_IN)?|EXPIRATION|MAX_AGE|ENABLED|COUNT|LIMIT|NAME|HEADER|PREFIX|ALGORITHM|ISSUER|AUDIENCE|POLICY|ENDPOINT|TOKENS|ARN|ID|PATH|FILE|VERSION|REGEX|PATTERN)$|(?:^|_)(?:CACHE|STORAGE|SORT|PARTITION|OBJECT|COOKIE|LOCALE|CORS|INDEXNOW)_(?:KEY|CREDENTIALS)$|(?:^|_)(?:FORGOT|RESET|CHANGE|UPDATE)_PASSWORD$/i;
const secretEnding =
  /(?:^|_)(?:SECRETS?|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|KEYS?|API_?KEY|PRIVATE|CREDENTIALS?|SALT|PEPPER|SERVICE_ROLE|SERVICE_ACCOUNT(?:_JSON)?|CONNECTION_STRING|PGPASS(?:WORD)?)$/i;
const secretAnywhere = /SERVICE_ROLE|PRIVATE_KEY|CLIENT_SECRET|SECRET_KEY|SIGNING_SECRET|WEBHOOK_SECRET/i;

// Providers whose API key has no browser-safe variant: under a public prefix the name alone is a finding.
const serverOnlyProviders =
  /^(?:APP_|MY_)?(?:OPENAI|ANTHROPIC|CLAUDE|GEMINI|GROQ|MISTRAL|COHERE|DEEPSEEK|PERPLEXITY|XAI|REPLICATE|TOGETHER|FIREWORKS|OPENROUTER|HUGGING_?FACE|HF|ELEVEN_?LABS|PINECONE|RESEND|SENDGRID|POSTMARK|MAILGUN|LOOPS|TWILIO|STRIPE_RESTRICTED|GITHUB|GITLAB|SLACK|DISCORD_BOT|TELEGRAM_BOT|VERCEL|CLOUDFLARE|UPSTASH|TURSO|LIBSQL|NPM|SENTRY_AUTH|BLOB_READ_WRITE|AIRTABLE|NOTION|LINEAR)(?:_[A-Z]+)*_(?:API_?)?(?:KEY|TOKEN)$/i;
const onlySecret =
  /(?:^|_)(?:SECRET|SECRET_(?:ACCESS_)?KEY|CLIENT_SECRET|PASSWORD|PASSWD|PASSPHRASE|PGPASSWORD|(?:SMTP|MAIL|EMAIL|DB)_PASS|PRIVATE_KEY|ADMIN_(?:API_)?KEY|SERVICE_ROLE(?:_KEY)?|SERVICE_(?:API_)?KEY|SIGNING_KEY|ENCRYPTION_KEY|(?:DATABASE|POSTGRES(?:QL)?(?:_PRISMA)?|MYSQL|MONGO(?:DB)?|REDIS)_(?:URL|URI)(?:_UNPOOLED|_NON_POOLING)?)$/i;

/** Whether a server-side variable's name says that its value must stay secret. Publishable keys and settings about secrets do not. */
export function isSecretName(name: string): boolean {
  if (publicPrefix(name) !== undefined) return false;
  if (isDatabaseName(name) || isChatWebhook(name)) return true;
  if (aboutSecrets.test(name) || isPublishable(name)) return false;
  return secretEnding.test(name) || secretAnywhere.test(name);
}

/** Whether the name, under a public prefix, can only belong to a secret: `NEXT_PUBLIC_OPENAI_API_KEY`. */
export function canOnlyBeSecret(name: string): boolean {
  const bare = bareName(name);
  // Firebase's database is reached by its public address; its rules protect it.
  if (aboutSecrets.test(bare) || /FIREBASE_DATABASE_URL$/i.test(bare)) return false;
  if (onlySecret.test(bare) || isChatWebhook(bare)) return true;
  return !isPublishable(bare) && serverOnlyProviders.test(bare);
}

function isPublishable(name: string): boolean {
  return publishable.test(name) && !neverPublishable.test(name);
}

// Whoever knows such an address can post as the team; a webhook address of one's own is public.
function isChatWebhook(name: string): boolean {
  return /(?:^|_)(?:SLACK|DISCORD|TEAMS|ZAPIER|N8N)_/i.test(name) && /_WEBHOOK(?:_URL)?$/i.test(name);
}
