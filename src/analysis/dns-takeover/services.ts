import { serviceOfChain } from '../edge-addresses/aliases.ts';
import { isBelow } from '../host-names/below.ts';

/** What a service answers to a name that was pointed to it and that no customer has claimed. */
type Mark = {
  readonly statuses: readonly number[];
  readonly text?: string;
  readonly header?: readonly [string, string];
};

/**
 * A service where a customer chooses a name, so that a forgotten CNAME can be claimed by the next one. `absent`: a free name is
 * NXDOMAIN. `page`: every name resolves, and `mark` tells a free one. `checksOwner`: it usually wants proof of the domain first.
 */
export type TakeoverService = {
  readonly id: string;
  readonly title: string;
  readonly suffixes: readonly string[];
  /** Only targets with a label that is this or begins with it and a hyphen. */
  readonly label?: string;
  readonly checksOwner: boolean;
} & ({ readonly free: 'absent' } | { readonly free: 'page'; readonly mark: Mark });

const absent = (id: string, title: string, ...suffixes: readonly string[]): TakeoverService => ({
  id,
  title,
  suffixes,
  checksOwner: false,
  free: 'absent',
});

const page = (id: string, title: string, suffixes: readonly string[], mark: Mark): TakeoverService => ({
  id,
  title,
  suffixes,
  checksOwner: false,
  free: 'page',
  mark,
});

const services: readonly TakeoverService[] = [
  absent('azure-app', 'Azure App Service', 'azurewebsites.net'),
  absent('azure-vm', 'Azure', 'cloudapp.net', 'cloudapp.azure.com'),
  absent('azure-traffic', 'Azure Traffic Manager', 'trafficmanager.net'),
  absent('azure-cdn', 'Azure CDN', 'azureedge.net'),
  absent('azure-storage', 'Azure Storage', 'blob.core.windows.net', 'web.core.windows.net'),
  absent('azure-api', 'Azure API Management', 'azure-api.net'),
  absent('beanstalk', 'AWS Elastic Beanstalk', 'elasticbeanstalk.com'),
  page('github-pages', 'GitHub Pages', ['github.io'], {
    statuses: [404],
    text: "There isn't a GitHub Pages site here",
  }),
  page('heroku', 'Heroku', ['herokuapp.com', 'herokudns.com'], { statuses: [404], text: 'no-such-app' }),
  {
    ...page('s3', 'Amazon S3', ['amazonaws.com'], { statuses: [404], text: 'NoSuchBucket' }),
    label: 's3',
  },
  page('surge', 'Surge', ['surge.sh'], { statuses: [404], text: 'project not found' }),
  page('pantheon', 'Pantheon', ['pantheonsite.io'], { statuses: [404], text: '404 error unknown site' }),
  page('bitbucket', 'Bitbucket', ['bitbucket.io'], { statuses: [404], text: 'Repository not found' }),
  page('ghost', 'Ghost', ['ghost.io'], { statuses: [404], text: 'Site unavailable' }),
  page('readme', 'ReadMe', ['readme.io', 'readmessl.com'], { statuses: [404], text: 'Project doesnt exist' }),
  page('help-scout', 'Help Scout', ['helpscoutdocs.com'], { statuses: [404], text: 'No settings were found for this' }),
  page('ngrok', 'ngrok', ['ngrok.io', 'ngrok.app'], { statuses: [404], text: 'ERR_NGROK_3200' }),
  page('render', 'Render', ['onrender.com'], { statuses: [404], header: ['x-render-routing', 'no-server'] }),
  ...[
    page('netlify', 'Netlify', ['netlify.app', 'netlify.com'], { statuses: [404], text: 'Not Found - Request ID' }),
    page('fastly', 'Fastly', ['fastly.net'], { statuses: [500], text: 'Fastly error: unknown domain' }),
    page('shopify', 'Shopify', ['myshopify.com'], { statuses: [404], text: 'this shop is currently unavailable' }),
    page('webflow', 'Webflow', ['webflow.com', 'webflow.io'], {
      statuses: [404],
      text: "doesn't exist or has been moved",
    }),
    page('unbounce', 'Unbounce', ['unbouncepages.com'], { statuses: [404], text: 'requested URL was not found' }),
    page('zendesk', 'Zendesk', ['zendesk.com'], { statuses: [404], text: 'Help Center Closed' }),
    page('vercel', 'Vercel', ['vercel-dns.com', 'vercel.app'], {
      statuses: [404],
      header: ['x-vercel-error', 'DEPLOYMENT_NOT_FOUND'],
    }),
  ].map((service) => ({ ...service, checksOwner: true })),
];

/** The service that a CNAME target lies at, or none that is known. */
export function takeoverServiceOf(target: string): TakeoverService | undefined {
  const labels = target.split('.');
  return services.find(
    ({ id, suffixes, label }) =>
      (suffixes.some((suffix) => isBelow(target, suffix)) || (id === 'vercel' && isVercelAlias(target))) &&
      (label === undefined || labels.some((one) => one === label || one.startsWith(`${label}-`))),
  );
}

/** Whether a registrable domain is a known service's own, which stays registered whatever a resolver says of it. */
export function isServiceDomain(domain: string): boolean {
  const isOwn = services.some(({ suffixes }) => suffixes.some((suffix) => isBelow(suffix, domain)));
  return isOwn || isVercelAlias(domain) || serviceOfChain([domain]) !== undefined;
}

/** What shows that no customer has claimed the name, quoted from the answer; `undefined` when something is served. */
export function unclaimedMark(
  service: TakeoverService,
  answer: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string;
  },
): string | undefined {
  if (service.free !== 'page' || !service.mark.statuses.includes(answer.status)) return undefined;
  const { text, header } = service.mark;
  if (header !== undefined) {
    const [name, value] = header;
    const isSaid = answer.headers.some(([one, said]) => one === name && said.includes(value));
    return isSaid ? `${name}: ${value}` : undefined;
  }
  return text !== undefined && answer.body.toLowerCase().includes(text.toLowerCase()) ? text : undefined;
}

function isVercelAlias(target: string): boolean {
  return /(^|\.)vercel-dns-\d{1,4}\.com$/.test(target);
}
