/** One policy: directive names in lower case, each with its source expressions as written. */
export type Policy = ReadonlyMap<string, readonly string[]>;

const mostChars = 16_384;

/**
 * The policies of one header field or `<meta>`: apart by commas; in each, the first directive of a name counts.
 * https://www.w3.org/TR/CSP3/#parse-serialized-policy
 */
export function parsePolicies(field: string): readonly Policy[] {
  return field
    .slice(0, mostChars)
    .split(',')
    .map(parsePolicy)
    .filter((policy) => policy.size > 0);
}

function parsePolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/[\t\n\f\r ]+/);
    const key = name.toLowerCase();
    if (key !== '' && !policy.has(key)) policy.set(key, sources);
  }
  return policy;
}

/** The sources that govern a kind of content: those of the first directive that is there, or none when nothing governs it. */
export function sourcesFor(policy: Policy, directives: readonly string[]): readonly string[] | undefined {
  const name = directives.find((directive) => policy.has(directive));
  return name === undefined ? undefined : policy.get(name)?.map((source) => source.toLowerCase());
}
