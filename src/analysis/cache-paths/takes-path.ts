/**
 * Whether a route of Next.js, `/orders/[id]` or `/docs/[...rest]`, answers a path. Segments are parted before `%2f` is decoded, as Next.js
 * does. https://nextjs.org/docs/app/api-reference/file-conventions/dynamic-routes
 */
export function takesPath(route: string, path: string): boolean {
  const wanted = segmentsOf(route);
  const given = segmentsOf(path);
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('[[...')) return true;
    if (segment.startsWith('[...')) return given.length > index;
    const own = given[index];
    if (own === undefined || (!segment.startsWith('[') && segment !== own)) return false;
  }
  return wanted.length === given.length;
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}
