const mostCharacters = 253;
const mostInLabel = 63;

/**
 * An expanded domain-spec as the name to ask for: without the dot at the end, cut on the left, label by label, to 253
 * characters (RFC 7208 section 7.3). `undefined` when DNS has no such name: an empty or overlong label, or characters outside
 * ASCII, which only an internationalised sender brings (RFC 8616 section 4).
 */
export function targetName(expanded: string): string | undefined {
  const name = expanded.endsWith('.') ? expanded.slice(0, -1) : expanded;
  if (name.length <= mostCharacters) return isDnsName(name) ? name : undefined;
  const dot = name.indexOf('.', name.length - mostCharacters - 1);
  const rest = name.slice(dot + 1);
  return dot >= 0 && isDnsName(rest) ? rest : undefined;
}

/**
 * Whether check_host() may look for a policy there: a well-formed name of two labels or more (RFC 7208 section 4.3). An
 * address literal (`[192.0.2.1]`) is none.
 */
export function isPolicyDomain(name: string): boolean {
  return name.includes('.') && !name.startsWith('[') && name.length <= mostCharacters && isDnsName(name);
}

function isDnsName(name: string): boolean {
  let length = 0;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
    if (code !== 0x2e) {
      length += 1;
      continue;
    }
    if (length === 0 || length > mostInLabel) return false;
    length = 0;
  }
  return length > 0 && length <= mostInLabel;
}
