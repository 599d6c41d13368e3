import { mailRecords } from '../mail/harbor-mail.ts';

/**
 * What Harbor Goods entered for `example.com` at Cloudflare, as the dashboard would export it: lines of a zone, proxied ones marked.
 * Broken: the old server still gets whoever types `www`, and every name that was never made; a manual went and its record stayed; the one
 * certification authority that is allowed is not the one in use; a second name shows the way past the edge.
 */
export function harborRecords(options: { readonly repaired: boolean }): string {
  return `${options.repaired ? repairedRecords : brokenRecords}\n${mailRecords(options)}`;
}

const brokenRecords = `
@ A 76.76.21.21 ; cf_tags=cf-proxied:true
@ CAA 0 issue "digicert.com"
_vercel TXT "vc-domain-verify=shop.example.com,4a1f0c8d2be97763b05e"
shop CNAME cname.vercel-dns.com. ; cf_tags=cf-proxied:true
www.shop A 203.0.113.80
; made to compare with and without the edge
origin CNAME cname.vercel-dns.com.
; made for a week of moving, and forgotten
* A 203.0.113.80
admin A 10.20.0.5
docs CNAME shop.harbor-manuals.com.
mta-sts A 203.0.113.25
`;

// Cloudflare may turn to any of the four, and its own certificate covers *.example.com too.
// https://developers.cloudflare.com/ssl/edge-certificates/caa-records/
const repairedRecords = `
@ A 76.76.21.21 ; cf_tags=cf-proxied:true
@ CAA 0 issue "letsencrypt.org"
@ CAA 0 issue "pki.goog"
@ CAA 0 issue "sectigo.com"
@ CAA 0 issue "ssl.com"
@ CAA 0 issuewild "letsencrypt.org"
@ CAA 0 issuewild "pki.goog"
@ CAA 0 issuewild "sectigo.com"
@ CAA 0 issuewild "ssl.com"
@ CAA 0 iodef "mailto:ops@example.com"
www CNAME cname.vercel-dns.com. ; cf_tags=cf-proxied:true
_vercel TXT "vc-domain-verify=shop.example.com,4a1f0c8d2be97763b05e"
shop CNAME cname.vercel-dns.com. ; cf_tags=cf-proxied:true
www.shop CNAME cname.vercel-dns.com. ; cf_tags=cf-proxied:true
mta-sts A 203.0.113.25
`;
