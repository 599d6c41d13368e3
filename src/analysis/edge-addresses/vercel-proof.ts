/** The name of the TXT records by which accounts at Vercel prove a domain. https://vercel.com/docs/domains/working-with-domains/add-a-domain */
export function vercelProofName(domain: string): string {
  return `_vercel.${domain}`;
}

/** Whether a text at that name proves the domain to Vercel. */
export function isVercelProof(text: string): boolean {
  return text.startsWith('vc-domain-verify=');
}
