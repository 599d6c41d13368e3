/** Whether `name` is `domain` or lies below it. Both in lower case, without the dot at the end. */
export function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
