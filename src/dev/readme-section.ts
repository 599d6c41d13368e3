/** A text with what stands between `<!-- name:start -->` and `<!-- name:end -->` replaced. Throws when the marks are missing. */
export function withSection(text: string, name: string, section: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`README.md has no section ${start} … ${end}`);
  return `${text.slice(0, from + start.length)}\n${section.trim()}\n${text.slice(to)}`;
}
