import { signingKeys, signingRecord } from './signing-keys.ts';

/**
 * What `example.com` publishes about its mail, as lines of its zone. Broken: years of services that came and went, a mail server
 * behind an alias, the receipts' sender authorised nowhere. Repaired: Google Workspace for people, Resend for receipts, all enforced.
 */
export function mailRecords(options: { readonly repaired: boolean }): string {
  return options.repaired ? repairedRecords : brokenRecords;
}

/** What a domain publishes that sends and receives nothing: null MX (RFC 7505), an SPF record without senders, DMARC that refuses the rest. */
export const silentRecords = `
@ MX 0 .
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject; aspf=s; adkim=s"
`;

/** The MTA-STS policy at `mta-sts.example.com` (RFC 8461, section 3.2). The broken one still names the mail servers of last year. */
export function transportPolicy(options: { readonly repaired: boolean }): string {
  const servers = options.repaired ? ['smtp.google.com'] : ['mx1.harbor-hosting.example', 'mx2.harbor-hosting.example'];
  const lines = ['version: STSv1', 'mode: enforce', ...servers.map((one) => `mx: ${one}`), 'max_age: 604800'];
  return `${lines.join('\r\n')}\r\n`;
}

const brokenRecords = `
; the alias leads to a server that is there: senders that follow RFC 5321 to the letter refuse it all the same
@ MX 10 mail
mail CNAME mx.harbor-hosting.example.
; fifteen look-ups where ten are allowed, and a last word that means nothing
@ TXT "v=spf1 include:_spf.google.com include:_spf.harbor-crm.example include:mailgun.org include:sendgrid.net a mx ?all"
; the return path of the service before Resend
send TXT "v=spf1 include:mailgun.org ~all"
send MX 10 mxa.mailgun.org.
google._domainkey TXT ${signingRecord(signingKeys.short)}
_dmarc TXT "v=DMARC1; p=none; adkim=s; aspf=s; rua=mailto:harbor@dmarc-inbox.example"
_mta-sts TXT "v=STSv1; id=20250301T090000"
_smtp._tls TXT "v=TLSRPTv1; rua=tls@example.com"
default._bimi TXT "v=BIMI1; l=http://shop.example.com/brand/mark.png"
`;

const repairedRecords = `
@ MX 1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com ~all"
send TXT "v=spf1 include:amazonses.com ~all"
send MX 10 feedback-smtp.eu-west-1.amazonses.com.
google._domainkey TXT ${signingRecord(signingKeys.long)}
resend._domainkey TXT ${signingRecord(signingKeys.long)}
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
_mta-sts TXT "v=STSv1; id=20261118T102500"
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
default._bimi TXT "v=BIMI1; l=https://shop.example.com/brand/mark.svg; a="
`;
