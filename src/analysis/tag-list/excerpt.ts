/** Text on one line with its middle left out when it is longer than `limit` UTF-16 units, and its whole length said. */
export function excerptOf(text: string, limit = 240): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const head = Math.ceil(limit * 0.6);
  const tail = limit - head;
  return `${line.slice(0, head).toWellFormed()} … ${line.slice(-tail).toWellFormed()} (${text.length} characters)`;
}
