/** A selector to try, and why: for people. */
export type SelectorGuess = {
  readonly selector: string;
  readonly from: 'configuration' | 'sender' | 'dns' | 'usual';
  /** The provider it belongs to, by id. */
  readonly provider?: string;
};

/** What names selectors of a domain, in the order of how much it is worth. */
export type SelectorHints = {
  readonly configured: readonly string[];
  /** Services seen in the repository. */
  readonly senders: readonly { readonly id: string; readonly selectors: readonly string[] }[];
  /** Services that the domain's MX, SPF or TXT records name. */
  readonly hinted: readonly { readonly id: string; readonly selectors: readonly string[] }[];
};

const mostSelectors = 80;
const fewestSelectors = 10;
// Selectors of all domains together: what a resolver answers in a few seconds.
const mostQuestions = 800;

/** How many selectors to try for each of so many domains: 80, and fewer where there are more than ten domains. */
export function selectorsEach(domains: number): number {
  return Math.max(fewestSelectors, Math.min(mostSelectors, Math.floor(mostQuestions / Math.max(1, domains))));
}

// Names that mail software and hosters suggest, and those of well-known services that nothing else may point to.
const usual: readonly string[] = [
  'default dkim mail email selector1 selector2 google s1 s2 k1 k2 k3 resend pm mandrill mailjet brevo1',
  'brevo2 mlsend mlsend2 zmail zoho smtp mx fm1 fm2 fm3 protonmail protonmail2 protonmail3 sig1 clk',
  'clk2 cf2024-1 mailo pic krs key1 key2 key3 s1024 s2048 dkim1 dkim2 m1 m2 hs1 hs2 cm ml turbo-smtp',
  'mte1 mte2 rwmt1 rwmt2 private everlytickey1 spop1024 titan1',
].flatMap((line) => line.split(' '));

/** Selectors worth asking for, at most `limit`, each once, the likeliest first. */
export function selectorsToTry(
  { configured, senders, hinted }: SelectorHints,
  limit = mostSelectors,
): readonly SelectorGuess[] {
  const guesses: readonly SelectorGuess[] = [
    ...configured.map((selector) => ({ selector, from: 'configuration' as const })),
    ...senders.flatMap(({ id, selectors }) =>
      selectors.map((selector) => ({ selector, from: 'sender' as const, provider: id })),
    ),
    ...hinted.flatMap(({ id, selectors }) =>
      selectors.map((selector) => ({ selector, from: 'dns' as const, provider: id })),
    ),
    ...usual.map((selector) => ({ selector, from: 'usual' as const })),
  ];
  const first = new Map<string, SelectorGuess>();
  for (const guess of guesses) {
    const selector = guess.selector.toLowerCase().replace(/\._domainkey(?:\..*)?$/, '');
    if (isSelector(selector) && !first.has(selector)) first.set(selector, { ...guess, selector });
  }
  return [...first.values()].slice(0, limit);
}

/** Whether it can be a selector: labels of letters, digits, hyphens and underscores (RFC 6376 section 3.1). */
function isSelector(text: string): boolean {
  return (
    text.length <= 180 && text.split('.').every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))
  );
}
