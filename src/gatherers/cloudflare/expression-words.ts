type Words = {
  /** Lists of the account, without the `$`. Cloudflare's own (`$cf.…`) are left out: nobody may read them. */
  readonly lists: readonly string[];
  /** String literals as they are written, escapes included. */
  readonly literals: readonly string[];
};

const identifier = /[\w.]/;

/**
 * The lists that an expression names and the strings that it holds, by one look at its characters: also of an expression that
 * cannot be parsed. https://developers.cloudflare.com/ruleset-engine/rules-language/values/
 */
export function wordsIn(expression: string): Words {
  const lists = new Set<string>();
  const literals: string[] = [];
  for (let at = 0; at < expression.length; ) {
    const quoted = quoteAt(expression, at);
    if (quoted !== undefined) {
      literals.push(quoted.text);
      at = quoted.end;
    } else if (expression[at] === '$') {
      const end = endOfName(expression, at + 1);
      const name = expression.slice(at + 1, end);
      if (name !== '' && !name.startsWith('cf.')) lists.add(name);
      at = end;
    } else {
      at += 1;
    }
  }
  return { lists: [...lists], literals };
}

/** Literals that look like a shared secret (long, letters and digits, neither path nor host): a rule may let in who knows one. */
export function secretsIn(expression: string): readonly string[] {
  return wordsIn(expression).literals.filter(
    (text) => /^[\w+=-]{24,200}$/.test(text) && /[a-z]/i.test(text) && text.replace(/\D/g, '').length >= 4,
  );
}

type Quoted = { readonly text: string; readonly end: number };

function quoteAt(expression: string, at: number): Quoted | undefined {
  if (expression[at] === '"') return plainQuote(expression, at + 1);
  if (expression[at] !== 'r' || identifier.test(expression[at - 1] ?? '')) return undefined;
  let hashes = 0;
  while (expression[at + 1 + hashes] === '#') hashes += 1;
  const start = at + 2 + hashes;
  if (expression[start - 1] !== '"') return undefined;
  const closing = `"${'#'.repeat(hashes)}`;
  const end = expression.indexOf(closing, start);
  if (end < 0) return { text: expression.slice(start), end: expression.length };
  return { text: expression.slice(start, end), end: end + closing.length };
}

function plainQuote(expression: string, start: number): Quoted {
  let end = start;
  while (end < expression.length && expression[end] !== '"') end += expression[end] === '\\' ? 2 : 1;
  return { text: expression.slice(start, end), end: end + 1 };
}

function endOfName(expression: string, start: number): number {
  let end = start;
  while (identifier.test(expression[end] ?? '')) end += 1;
  return end;
}
