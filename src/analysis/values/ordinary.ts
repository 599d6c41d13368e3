const hostName = /^(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24}$/i;
const plainPath = /^[a-z/-]*$/i;
const plainShapes: readonly RegExp[] = [
  // A word of a setting, a path, a region of a cloud, an address for mail.
  /^[a-z]{1,20}$/,
  /^\/[a-z/-]*$/i,
  /^[a-z]{2,6}-[a-z]{3,12}-\d$/,
  /^[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24}$/i,
  hostName,
];

/**
 * Whether a value is one that anybody knows or may guess: a word, a path, a region, a host, an address for mail, the address
 * of a page without user info and query. Such a value stands in many places that have nothing to do with it.
 */
export function isOrdinary(value: string): boolean {
  if (plainShapes.some((shape) => shape.test(value))) return true;
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash, pathname, hostname } = new URL(value);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && hostname !== '' && `${username}${password}${search}${hash}` === '' && plainPath.test(pathname);
}

/** Whether a text is made of words and small numbers (`wordpress_logged_in`, `theme-v2`), and so no random value. */
export function isWording(text: string): boolean {
  return text
    .split(/[^a-z0-9]+/i)
    .every(
      (piece) => /^(?:[A-Z]?[a-z]*|[A-Z]+|(?:[A-Z]?[a-z]{2,}){1,5})\d{0,2}$/.test(piece) || /^\d{1,4}$/.test(piece),
    );
}
