// Generated from the files beside it by `npm run generate`. Do not edit.
import type { AnyCheck } from '../src/core/check.ts';
import { alwaysOnline } from './cache/always-online.ts';
import { cookieStripping } from './cache/cookie-stripping.ts';
import { deceptionPaths } from './cache/deception-paths.ts';
import { developmentMode } from './cache/development-mode.ts';
import { liveProof } from './cache/live-proof.ts';
import { privateHeaders } from './cache/private-headers.ts';
import { privatePaths } from './cache/private-paths.ts';
import { vercelEdge } from './cache/vercel-edge.ts';
import { apexAndWww } from './dns/apex-and-www.ts';
import { caa } from './dns/caa.ts';
import { danglingRecords } from './dns/dangling-records.ts';
import { delegation } from './dns/delegation.ts';
import { dnssec } from './dns/dnssec.ts';
import { internalAddresses } from './dns/internal-addresses.ts';
import { productionAddress } from './dns/production-address.ts';
import { subdomainInventory } from './dns/subdomain-inventory.ts';
import { wildcardAddresses } from './dns/wildcard.ts';
import { accessOnPublic } from './edge/access-on-public.ts';
import { botFightWebhooks } from './edge/bot-fight-webhooks.ts';
import { certificateChallenge } from './edge/certificate-challenge.ts';
import { originExposed } from './edge/origin-exposed.ts';
import { proxied } from './edge/proxied.ts';
import { rateLimits } from './edge/rate-limits.ts';
import { underAttack } from './edge/under-attack.ts';
import { waf } from './edge/waf.ts';
import { alignment } from './email/alignment.ts';
import { authSender } from './email/auth-sender.ts';
import { bimi } from './email/bimi.ts';
import { dkimKeys } from './email/dkim-keys.ts';
import { dmarcPolicy } from './email/dmarc-policy.ts';
import { dmarcReports } from './email/dmarc-reports.ts';
import { mtaSts } from './email/mta-sts.ts';
import { mxRecords } from './email/mx-records.ts';
import { nonSendingDomains } from './email/non-sending-domains.ts';
import { spfLookups } from './email/spf-lookups.ts';
import { spfRecord } from './email/spf-record.ts';
import { spfSenders } from './email/spf-senders.ts';
import { tlsReporting } from './email/tls-reporting.ts';
import { branchOverrides } from './env/branch-overrides.ts';
import { liveKeysInPreview } from './env/live-keys-in-preview.ts';
import { localValues } from './env/local-values.ts';
import { missingInPreview } from './env/missing-in-preview.ts';
import { missingInProduction } from './env/missing-in-production.ts';
import { modeMismatch } from './env/mode-mismatch.ts';
import { publicSecrets } from './env/public-secrets.ts';
import { readableSecrets } from './env/readable-secrets.ts';
import { sharedSecrets } from './env/shared-secrets.ts';
import { staleProduction } from './env/stale-production.ts';
import { testKeysInProduction } from './env/test-keys-in-production.ts';
import { undeclared } from './env/undeclared.ts';
import { unused } from './env/unused.ts';
import { certificate } from './tls/certificate.ts';
import { ciphers } from './tls/ciphers.ts';
import { cloudflareMode } from './tls/cloudflare-mode.ts';
import { everyDomain } from './tls/every-domain.ts';
import { expiry } from './tls/expiry.ts';
import { hsts } from './tls/hsts.ts';
import { minimumVersion } from './tls/minimum-version.ts';
import { protocols } from './tls/protocols.ts';
import { canonicalHost } from './web/canonical-host.ts';
import { cookies } from './web/cookies.ts';
import { cors } from './web/cors.ts';
import { csp } from './web/csp.ts';
import { errorPages } from './web/error-pages.ts';
import { exposedFiles } from './web/exposed-files.ts';
import { httpsRedirect } from './web/https-redirect.ts';
import { previewIndexing } from './web/preview-indexing.ts';
import { productionIndexing } from './web/production-indexing.ts';
import { redirectChains } from './web/redirect-chains.ts';
import { securityHeaders } from './web/security-headers.ts';
import { thirdPartyScripts } from './web/third-party-scripts.ts';

/** Every one of the checks, in the order of their files. */
export const checks: readonly AnyCheck[] = [
  alwaysOnline,
  cookieStripping,
  deceptionPaths,
  developmentMode,
  liveProof,
  privateHeaders,
  privatePaths,
  vercelEdge,
  apexAndWww,
  caa,
  danglingRecords,
  delegation,
  dnssec,
  internalAddresses,
  productionAddress,
  subdomainInventory,
  wildcardAddresses,
  accessOnPublic,
  botFightWebhooks,
  certificateChallenge,
  originExposed,
  proxied,
  rateLimits,
  underAttack,
  waf,
  alignment,
  authSender,
  bimi,
  dkimKeys,
  dmarcPolicy,
  dmarcReports,
  mtaSts,
  mxRecords,
  nonSendingDomains,
  spfLookups,
  spfRecord,
  spfSenders,
  tlsReporting,
  branchOverrides,
  liveKeysInPreview,
  localValues,
  missingInPreview,
  missingInProduction,
  modeMismatch,
  publicSecrets,
  readableSecrets,
  sharedSecrets,
  staleProduction,
  testKeysInProduction,
  undeclared,
  unused,
  certificate,
  ciphers,
  cloudflareMode,
  everyDomain,
  expiry,
  hsts,
  minimumVersion,
  protocols,
  canonicalHost,
  cookies,
  cors,
  csp,
  errorPages,
  exposedFiles,
  httpsRedirect,
  previewIndexing,
  productionIndexing,
  redirectChains,
  securityHeaders,
  thirdPartyScripts,
];
