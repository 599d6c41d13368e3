type Reader = { readonly dependency: RegExp; readonly names: RegExp };

// Variables that a package reads by itself, so that the app's own code never names them. From each package's documentation.
const readers: readonly Reader[] = [
  { dependency: /^(?:next-auth|@auth\/.+)$/, names: /^(?:NEXTAUTH_|AUTH_)/ },
  { dependency: /^@clerk\//, names: /^(?:NEXT_PUBLIC_)?CLERK_/ },
  { dependency: /^better-auth$/, names: /^BETTER_AUTH_/ },
  { dependency: /^@sentry\//, names: /^(?:NEXT_PUBLIC_)?SENTRY_/ },
  { dependency: /^@vercel\/(?:postgres|kv|blob|edge-config)$/, names: /^(?:POSTGRES_|KV_|BLOB_|EDGE_CONFIG)/ },
  { dependency: /^@upstash\//, names: /^(?:UPSTASH_|QSTASH_|KV_)/ },
  { dependency: /^(?:openai|@ai-sdk\/openai)$/, names: /^OPENAI_/ },
  { dependency: /^(?:@anthropic-ai\/sdk|@ai-sdk\/anthropic)$/, names: /^ANTHROPIC_/ },
  {
    dependency: /^(?:ai|@ai-sdk\/.+)$/,
    names:
      /^(?:AI_GATEWAY|AZURE|CEREBRAS|COHERE|DEEPINFRA|DEEPSEEK|ELEVENLABS|FIREWORKS|GOOGLE_GENERATIVE_AI|GROQ|MISTRAL|PERPLEXITY|TOGETHER_AI|XAI)_API_KEY$/,
  },
  { dependency: /^groq-sdk$/, names: /^GROQ_API_KEY$/ },
  { dependency: /^replicate$/, names: /^REPLICATE_API_TOKEN$/ },
  { dependency: /^(?:langchain|langsmith|@langchain\/.+)$/, names: /^LANG(?:CHAIN|SMITH)_/ },
  { dependency: /^resend$/, names: /^RESEND_API_KEY$/ },
  { dependency: /^twilio$/, names: /^TWILIO_(?:ACCOUNT_SID|AUTH_TOKEN)$/ },
  { dependency: /^cloudinary$/, names: /^CLOUDINARY_URL$/ },
  { dependency: /^(?:flags|@vercel\/flags)$/, names: /^FLAGS(?:_SECRET)?$/ },
  { dependency: /^convex$/, names: /^CONVEX_/ },
  { dependency: /^uploadthing$/, names: /^UPLOADTHING_/ },
  { dependency: /^inngest$/, names: /^INNGEST_/ },
  { dependency: /^@trigger\.dev\//, names: /^TRIGGER_/ },
  { dependency: /^(?:@aws-sdk\/.+|aws-sdk)$/, names: /^AWS_/ },
  { dependency: /^(?:@google-cloud\/.+|firebase-admin)$/, names: /^(?:GOOGLE_|FIREBASE_CONFIG|GCLOUD_)/ },
  { dependency: /^@opentelemetry\//, names: /^OTEL_/ },
  { dependency: /^dd-trace$/, names: /^DD_/ },
  { dependency: /^newrelic$/, names: /^NEW_RELIC_/ },
  { dependency: /^(?:next-axiom|@axiomhq\/.+)$/, names: /^(?:NEXT_PUBLIC_)?AXIOM_/ },
  { dependency: /^(?:prisma|@prisma\/client)$/, names: /^PRISMA_/ },
  { dependency: /^(?:pg|postgres)$/, names: /^PG[A-Z]+$/ },
  {
    dependency: /^next$/,
    names: /^(?:NEXT_TELEMETRY_DISABLED|NEXT_SERVER_ACTIONS_ENCRYPTION_KEY|NEXT_DEPLOYMENT_ID)$/,
  },
];

// Read by the build itself: package managers, caches, Node.
const buildNames = /^(?:NPM_|YARN_|PNPM_|TURBO_|NX_|NODE_|ENABLE_EXPERIMENTAL_COREPACK|COREPACK_|SKIP_|HUSKY)/;

/** The installed package (or `the build`) that reads a variable by itself, or `undefined`. */
export function readerOf(name: string, dependencies: readonly string[]): string | undefined {
  if (buildNames.test(name)) return 'the build';
  const reading = readers.filter(({ names }) => names.test(name));
  return dependencies.find((dependency) => reading.some((reader) => reader.dependency.test(dependency)));
}
