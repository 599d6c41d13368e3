/** A documented shape of a key. `named` is asked where the shape alone says too little. */
export type Shape = {
  readonly pattern: RegExp;
  readonly named?: RegExp;
  readonly provider: string;
  readonly label: string;
  /** Made to be seen in a browser. */
  readonly public: boolean;
};

/**
 * The keys that can be told by their looks, the narrower shape before the wider one, each from its provider's own
 * documentation. Patterns are anchored and hold no nested repetition: linear in the length of the value.
 */
export const shapes: readonly Shape[] = [
  { pattern: /^sk_org_\w+$/, provider: 'stripe', label: 'organization key', public: false },
  { pattern: /^sk_(?:live|test)_\w+$/, provider: 'stripe', label: 'secret key', public: false },
  { pattern: /^rk_(?:live|test)_\w+$/, provider: 'stripe', label: 'restricted key', public: false },
  { pattern: /^pk_(?:live|test)_\w+={0,2}$/, provider: 'stripe', label: 'publishable key', public: true },
  { pattern: /^whsec_\S+$/, named: /STRIPE/i, provider: 'stripe', label: 'webhook secret', public: false },
  // Svix signs for Clerk, Resend and many more with the same prefix.
  { pattern: /^whsec_\S+$/, provider: 'webhook', label: 'signing secret', public: false },
  { pattern: /^pdl_(?:live|sdbx)_\w+$/, provider: 'paddle', label: 'API key', public: false },
  { pattern: /^(?:live|test)_\w{20,}$/, named: /PADDLE/i, provider: 'paddle', label: 'client token', public: true },

  { pattern: /^sb_secret_[\w-]+$/, provider: 'supabase', label: 'secret key', public: false },
  { pattern: /^sb_publishable_[\w-]+$/, provider: 'supabase', label: 'publishable key', public: true },
  { pattern: /^sbp_\w{20,}$/, provider: 'supabase', label: 'access token', public: false },
  { pattern: /^napi_\w{20,}$/, provider: 'neon', label: 'API key', public: false },
  { pattern: /^pscale_(?:tkn|pw|oauth)_[\w.-]{20,}$/, provider: 'planetscale', label: 'credential', public: false },
  { pattern: /^(?:prod|dev|preview):[\w-]+\|[\w+/=-]{20,}$/, provider: 'convex', label: 'deploy key', public: false },

  { pattern: /^sk-ant-[\w-]{20,}$/, provider: 'anthropic', label: 'API key', public: false },
  { pattern: /^sk-or-[\w-]{20,}$/, provider: 'openrouter', label: 'API key', public: false },
  { pattern: /^sk-(?:proj|svcacct|admin)-[\w-]{20,}$/, provider: 'openai', label: 'API key', public: false },
  { pattern: /^sk-\w{10,}T3BlbkFJ\w{10,}$/, provider: 'openai', label: 'API key', public: false },
  { pattern: /^sk-[\w-]{20,}$/, provider: 'AI provider', label: 'API key', public: false },
  { pattern: /^gsk_\w{20,}$/, provider: 'groq', label: 'API key', public: false },
  { pattern: /^r8_\w{20,}$/, provider: 'replicate', label: 'API token', public: false },
  { pattern: /^pplx-\w{20,}$/, provider: 'perplexity', label: 'API key', public: false },
  { pattern: /^xai-\w{20,}$/, provider: 'xai', label: 'API key', public: false },
  { pattern: /^hf_\w{20,}$/, provider: 'hugging face', label: 'access token', public: false },
  { pattern: /^pcsk_\w{20,}$/, provider: 'pinecone', label: 'API key', public: false },

  { pattern: /^re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,}$/, provider: 'resend', label: 'API key', public: false },
  { pattern: /^SG\.[\w-]{10,}\.[\w-]{20,}$/, provider: 'sendgrid', label: 'API key', public: false },
  { pattern: /^key-[0-9a-f]{32}$/, provider: 'mailgun', label: 'API key', public: false },
  { pattern: /^xox[abeprs]-[\w-]{10,}$/, provider: 'slack', label: 'token', public: false },
  {
    pattern: /^https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/\S+$/,
    provider: 'slack',
    label: 'webhook address',
    public: false,
  },
  {
    pattern: /^https:\/\/(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/webhooks\/\S+$/,
    provider: 'discord',
    label: 'webhook address',
    public: false,
  },
  { pattern: /^lin_api_\w{20,}$/, provider: 'linear', label: 'API key', public: false },
  { pattern: /^(?:ntn_\w{40,}|secret_[A-Za-z0-9]{43})$/, provider: 'notion', label: 'token', public: false },

  { pattern: /^(?:gh[pousr]_\w{30,}|github_pat_\w{30,})$/, provider: 'github', label: 'token', public: false },
  { pattern: /^npm_\w{36}$/, provider: 'npm', label: 'token', public: false },
  { pattern: /^AKIA[A-Z0-9]{16}$/, provider: 'aws', label: 'access key id', public: false },
  { pattern: /^dp\.(?:pt|st|ct|sa)\.[\w.-]{20,}$/, provider: 'doppler', label: 'token', public: false },
  { pattern: /^(?:vcp|vci|vca|vcr|vck)_\w{20,}$/, provider: 'vercel', label: 'token', public: false },
  { pattern: /^vercel_blob_rw_\w{20,}$/, provider: 'vercel', label: 'blob token', public: false },
  { pattern: /^(?:cfk|cfut|cfat)_\w{20,}$/, provider: 'cloudflare', label: 'token', public: false },

  { pattern: /^phc_\w{20,}$/, provider: 'posthog', label: 'project key', public: true },
  { pattern: /^phx_\w{20,}$/, provider: 'posthog', label: 'personal key', public: false },
  { pattern: /^sntry[su]_\S{20,}$/, provider: 'sentry', label: 'auth token', public: false },
  { pattern: /^pk\.eyJ[\w-]+\.[\w-]+$/, provider: 'mapbox', label: 'public token', public: true },
  { pattern: /^sk\.eyJ[\w-]+\.[\w-]+$/, provider: 'mapbox', label: 'secret token', public: false },
  { pattern: /^-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/, provider: 'PEM', label: 'private key', public: false },
  { pattern: /^\{[\s\S]*"private_key"\s*:/, provider: 'google', label: 'service account', public: false },
];
