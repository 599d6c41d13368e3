// Generated from the files beside it by `npm run generate`. Do not edit.
import type { AnyGatherer } from '../core/gatherer.ts';
import { gatherCacheLiveProof } from './cache/live-proof.ts';
import { gatherCacheVerdicts } from './cache/verdicts.ts';
import { gatherCloudflareEdge } from './cloudflare/edge.ts';
import { gatherCloudflareGuards } from './cloudflare/guards.ts';
import { gatherCloudflarePresence } from './cloudflare/presence.ts';
import { gatherCloudflareSettings } from './cloudflare/settings.ts';
import { gatherCloudflareZone } from './cloudflare/zone.ts';
import { gatherDnsAddresses } from './dns/addresses.ts';
import { gatherDnsCaa } from './dns/caa.ts';
import { gatherDnsDelegation } from './dns/delegation.ts';
import { gatherDnsSecurity } from './dns/dnssec.ts';
import { gatherDnsHosting } from './dns/hosting.ts';
import { gatherDnsNames } from './dns/names.ts';
import { gatherEnvMatrix } from './env/matrix.ts';
import { gatherEnvUsage } from './env/usage.ts';
import { gatherMailAlignment } from './mail/alignment.ts';
import { gatherMailBimi } from './mail/bimi.ts';
import { gatherMailDkim } from './mail/dkim.ts';
import { gatherMailDmarc } from './mail/dmarc.ts';
import { gatherMailDnsHints } from './mail/dns-hints.ts';
import { gatherMailDomains } from './mail/domains.ts';
import { gatherMailMtaSts } from './mail/mta-sts.ts';
import { gatherMailMx } from './mail/mx.ts';
import { gatherMailSenders } from './mail/senders.ts';
import { gatherMailSpf } from './mail/spf.ts';
import { gatherMailTlsReporting } from './mail/tls-reporting.ts';
import { gatherRepositoryCommit } from './repository/commit.ts';
import { gatherEnvFiles } from './repository/env-files.ts';
import { gatherPrivatePaths } from './repository/private-paths.ts';
import { gatherRepositoryRoutes } from './repository/routes.ts';
import { gatherRepositorySources } from './repository/sources.ts';
import { gatherWebhookPaths } from './repository/webhook-paths.ts';
import { gatherRunMoment } from './run/moment.ts';
import { gatherSiteAddresses } from './site/addresses.ts';
import { gatherSiteHosts } from './site/hosts.ts';
import { gatherPrivateAnswers } from './site/private-answers.ts';
import { gatherTlsEndpoints } from './tls/endpoints.ts';
import { gatherTlsOffers } from './tls/offers.ts';
import { gatherVercelDomains } from './vercel/domains.ts';
import { gatherEnvironmentVariables } from './vercel/environment-variables.ts';
import { gatherVercelProject } from './vercel/project.ts';
import { gatherWebExposedFiles } from './web/exposed-files.ts';
import { gatherWebPages } from './web/pages.ts';
import { gatherWebPreview } from './web/preview.ts';
import { gatherWebRedirects } from './web/redirects.ts';
import { gatherWebRobots } from './web/robots.ts';

/** Every one of the gatherers, in the order of their files. */
export const gatherers: readonly AnyGatherer[] = [
  gatherCacheLiveProof,
  gatherCacheVerdicts,
  gatherCloudflareEdge,
  gatherCloudflareGuards,
  gatherCloudflarePresence,
  gatherCloudflareSettings,
  gatherCloudflareZone,
  gatherDnsAddresses,
  gatherDnsCaa,
  gatherDnsDelegation,
  gatherDnsSecurity,
  gatherDnsHosting,
  gatherDnsNames,
  gatherEnvMatrix,
  gatherEnvUsage,
  gatherMailAlignment,
  gatherMailBimi,
  gatherMailDkim,
  gatherMailDmarc,
  gatherMailDnsHints,
  gatherMailDomains,
  gatherMailMtaSts,
  gatherMailMx,
  gatherMailSenders,
  gatherMailSpf,
  gatherMailTlsReporting,
  gatherRepositoryCommit,
  gatherEnvFiles,
  gatherPrivatePaths,
  gatherRepositoryRoutes,
  gatherRepositorySources,
  gatherWebhookPaths,
  gatherRunMoment,
  gatherSiteAddresses,
  gatherSiteHosts,
  gatherPrivateAnswers,
  gatherTlsEndpoints,
  gatherTlsOffers,
  gatherVercelDomains,
  gatherEnvironmentVariables,
  gatherVercelProject,
  gatherWebExposedFiles,
  gatherWebPages,
  gatherWebPreview,
  gatherWebRedirects,
  gatherWebRobots,
];
