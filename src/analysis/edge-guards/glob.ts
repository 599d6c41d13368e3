/** Whether `text` is `pattern`, in which a star stands for any rest; in linear time. */
export function isLike(pattern: string, text: string): boolean {
  const [first = '', ...pieces] = pattern.split('*');
  if (pieces.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  const last = pieces.pop() ?? '';
  let at = first.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
