// Names, mail addresses, numbers of orders and customers. Shorter ones stand in every page by chance.
const token = /[\p{L}\p{N}_@.+-]{5,200}/gu;
const mostTokens = 20_000;
// What two answers of the same minute share without belonging to anybody: dates, times, milliseconds since 1970.
const moment = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[.:]\d{2}|1[6-9]\d{8}$|1[6-9]\d{11}$)/;

/** The words of an answer's text by which a person might be told. */
export function tokensOf(body: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [text] of body.matchAll(token)) {
    const bare = text.replace(/^[.+_-]{1,200}|[.+_-]{1,200}$/g, '');
    if (bare.length < 5 || moment.test(bare)) continue;
    found.add(bare);
    if (found.size === mostTokens) break;
  }
  return found;
}

/** The words of `own` that none of the others has. */
export function withoutShared(own: ReadonlySet<string>, others: readonly string[]): ReadonlySet<string> {
  let left = own;
  for (const body of others) left = left.difference(tokensOf(body));
  return left;
}

/** How many of the words stand in a text. */
export function countTokens(words: ReadonlySet<string>, body: string): number {
  return words.intersection(tokensOf(body)).size;
}

/**
 * The markers that stand in a text as words of their own (`Ada`, not `Canada`), however HTML, JSON or an address spells them; capitals
 * make no difference.
 */
export function markersIn(body: string, markers: readonly string[]): readonly string[] {
  const text = body.toLowerCase();
  return markers.filter((marker) => spellings(marker).some((one) => hasWord(text, one.toLowerCase())));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text.slice(Math.max(0, at - 6), at);
    const isBegun = joins(word.slice(0, 1)) && joins(before.slice(-1)) && !escaped.test(before);
    const isCutOff = joins(word.slice(-1)) && joins(text.slice(at + word.length, at + word.length + 1));
    if (!isBegun && !isCutOff) return true;
  }
  return false;
}

// What ends in a letter or digit and is a space or a quotation mark all the same: `%20`, `\n`, `\u003c`.
const escaped = /(?:%[0-9a-f]{2}|\\[bfnrt]|\\u[0-9a-f]{4})$/;

function joins(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

function spellings(marker: string): readonly string[] {
  const plain = marker.trim();
  if (plain === '') return [];
  const wellFormed = plain.toWellFormed();
  const html = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const json = JSON.stringify(wellFormed).slice(1, -1);
  // React writes an apostrophe so; others by its decimal number.
  const quotes = [html.replaceAll("'", '&#x27;'), html.replaceAll("'", '&#39;')];
  return [plain, html, ...quotes, json, encodeURIComponent(wellFormed)];
}
