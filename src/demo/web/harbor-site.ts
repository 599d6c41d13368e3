import { transportPolicy } from '../mail/harbor-mail.ts';
import type { PlantedSecrets } from '../planted.ts';
import { issuerHost } from '../tls/harbor-certificates.ts';
import { brokenShop } from './broken-shop.ts';
import { homePage, missingPage } from './markup.ts';
import { html, type Page, redirect, type Site, text, type Visit } from './page.ts';
import { repairedShop, strictTransport } from './repaired-shop.ts';

export type HarborSiteOptions = {
  readonly repaired: boolean;
  readonly secrets: PlantedSecrets;
  /** DER of the certificate that the practice authority publishes. */
  readonly issuer: Buffer;
};

const shopHost = 'shop.example.com';
const previewHost = 'shop-git-main-harbor.vercel.app';

/** Answers for every host of the practice launch, over http and https. */
export function harborSite(options: HarborSiteOptions): Site {
  return (visit) => {
    if (visit.host === issuerHost) return published(options.issuer);
    if (visit.host === 'mta-sts.example.com') return policyHost(visit, options.repaired);
    return options.repaired ? repairedHosts(visit, options.secrets) : brokenHosts(visit, options.secrets);
  };
}

/** From http by way of `www` and back, with temporary redirects that forget the path. */
function brokenHosts(visit: Visit, secrets: PlantedSecrets): Page {
  const { scheme, host } = visit;
  if (scheme === 'http') {
    if (host === shopHost) return redirect(302, `http://www.${shopHost}/`);
    if (host === `www.${shopHost}`) return redirect(301, `https://www.${shopHost}/`);
    return redirect(308, `https://${host}${visit.path}${visit.query}`);
  }
  if (host === `www.${shopHost}`) return redirect(302, `https://${shopHost}/`);
  if (host === shopHost || host === 'shop-harbor.vercel.app') return brokenShop(visit, secrets);
  if (host === previewHost) return openPreview(visit);
  return elsewhere(visit);
}

function repairedHosts(visit: Visit, secrets: PlantedSecrets): Page {
  const { scheme, host } = visit;
  if (scheme === 'http') return redirect(308, `https://${host}${visit.path}${visit.query}`, { server: 'Vercel' });
  if (host === shopHost) return repairedShop(visit, secrets);
  if (host === previewHost) return guardedPreview();
  return elsewhere(visit);
}

const leadingToTheShop = [
  ...['www.shop.example.com', 'shop-harbor.vercel.app', 'example.com', 'www.example.com'],
  ...['harbor-goods.example', 'www.harbor-goods.example', 'harbor-lamps.example', 'www.harbor-lamps.example'],
];

// Every other domain of the project redirects to the shop, as it was told at Vercel.
function elsewhere({ host, path, query }: Visit): Page {
  const headers = { server: 'Vercel', ...strictTransport };
  if (leadingToTheShop.includes(host)) return redirect(308, `https://${shopHost}${path}${query}`, headers);
  const code = 'DEPLOYMENT_NOT_FOUND';
  return text(
    `The deployment could not be found on Vercel.\n\n${code}\n`,
    { server: 'Vercel', 'x-vercel-error': code },
    404,
  );
}

// Protection was switched off for a demonstration, and a header of the site's own took the place of Vercel's `noindex`.
function openPreview({ path }: Visit): Page {
  const headers = { server: 'Vercel', 'x-robots-tag': 'all' };
  return path === '/' ? html(homePage(''), headers) : html(missingPage(''), headers, 404);
}

// Vercel Authentication in front of a preview.
function guardedPreview(): Page {
  const headers = {
    server: 'Vercel',
    'cache-control': 'no-store, max-age=0',
    'x-robots-tag': 'noindex',
    ...strictTransport,
  };
  return html(
    '<!doctype html>\n<title>Authentication Required</title>\n<p>Sign in to Vercel to see this deployment.</p>\n',
    headers,
    401,
  );
}

function policyHost(visit: Visit, repaired: boolean): Page {
  if (visit.scheme === 'http') return redirect(308, `https://${visit.host}${visit.path}`);
  if (visit.path !== '/.well-known/mta-sts.txt') return text('Not found\n', {}, 404);
  return text(transportPolicy({ repaired }));
}

function published(certificate: Buffer): Page {
  return { status: 200, headers: { 'content-type': 'application/pkix-cert' }, body: certificate };
}
