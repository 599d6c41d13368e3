import { isBelow } from '../host-names/below.ts';

/** A service that a CNAME target belongs to. `cdn`: it fetches from an origin that DNS does not show. */
export type AliasService = { readonly title: string; readonly kind: 'vercel' | 'cdn' | 'platform' };

type Suffixes = AliasService & { readonly suffixes: readonly string[] };

const services: readonly Suffixes[] = [
  { title: 'Vercel', kind: 'vercel', suffixes: ['vercel-dns.com', 'vercel.app', 'now.sh'] },
  { title: 'CloudFront', kind: 'cdn', suffixes: ['cloudfront.net'] },
  { title: 'Fastly', kind: 'cdn', suffixes: ['fastly.net', 'fastlylb.net'] },
  { title: 'Akamai', kind: 'cdn', suffixes: ['edgekey.net', 'edgesuite.net', 'akamaiedge.net', 'akamai.net'] },
  { title: 'Azure Front Door', kind: 'cdn', suffixes: ['azurefd.net', 'azureedge.net'] },
  { title: 'Bunny', kind: 'cdn', suffixes: ['b-cdn.net'] },
  { title: 'Imperva', kind: 'cdn', suffixes: ['incapdns.net', 'impervadns.net'] },
  { title: 'Sucuri', kind: 'cdn', suffixes: ['sucuridns.com'] },
  { title: 'Netlify', kind: 'platform', suffixes: ['netlify.app', 'netlify.com', 'netlifyglobalcdn.com'] },
  { title: 'GitHub Pages', kind: 'platform', suffixes: ['github.io'] },
  { title: 'Heroku', kind: 'platform', suffixes: ['herokudns.com', 'herokuapp.com'] },
  { title: 'Render', kind: 'platform', suffixes: ['onrender.com'] },
  { title: 'Fly.io', kind: 'platform', suffixes: ['fly.dev'] },
  { title: 'Railway', kind: 'platform', suffixes: ['railway.app'] },
  { title: 'AWS', kind: 'platform', suffixes: ['amazonaws.com', 'awsapprunner.com', 'elasticbeanstalk.com'] },
  { title: 'Azure', kind: 'platform', suffixes: ['azurewebsites.net', 'azurestaticapps.net', 'trafficmanager.net'] },
  { title: 'Google Cloud', kind: 'platform', suffixes: ['ghs.googlehosted.com', 'run.app', 'web.app', 'appspot.com'] },
  { title: 'DigitalOcean', kind: 'platform', suffixes: ['ondigitalocean.app'] },
  { title: 'Shopify', kind: 'platform', suffixes: ['myshopify.com', 'shops.myshopify.com'] },
  { title: 'Webflow', kind: 'platform', suffixes: ['webflow.com', 'webflow.io'] },
  { title: 'Squarespace', kind: 'platform', suffixes: ['squarespace.com'] },
  { title: 'Wix', kind: 'platform', suffixes: ['wixdns.net'] },
  { title: 'WP Engine', kind: 'platform', suffixes: ['wpengine.com', 'wpeproxy.com'] },
];

/** The service behind a CNAME chain, by the first target below a known suffix. */
export function serviceOfChain(chain: readonly string[]): AliasService | undefined {
  for (const target of chain) {
    const service = serviceOf(target);
    if (service !== undefined) return service;
  }
  return undefined;
}

function serviceOf(target: string): AliasService | undefined {
  // Each project gets a name of its own below vercel-dns-0NN.com. https://vercel.com/docs/domains/working-with-domains/add-a-domain
  if (/(^|\.)vercel-dns-\d{1,4}\.com$/.test(target)) return { title: 'Vercel', kind: 'vercel' };
  const found = services.find(({ suffixes }) => suffixes.some((suffix) => isBelow(target, suffix)));
  return found === undefined ? undefined : { title: found.title, kind: found.kind };
}
