/** Text cut in the middle to at most `most` characters: records show how they begin and how they end. */
export function shorten(text: string, most = 120): string {
  if (text.length <= most) return text;
  const kept = most - 3;
  return `${text.slice(0, Math.ceil(kept / 2))}...${text.slice(text.length - Math.floor(kept / 2))}`.toWellFormed();
}
