/** What a logo file shows at its root element; `undefined` when it is no SVG. Reads the first 64 KiB, linear in them. */
export function readSvg(body: string): { readonly profile?: string; readonly script: boolean } | undefined {
  const text = body.slice(0, 65_536);
  const start = text.search(/<svg[\s>]/i);
  // What may stand before it: the XML declaration, comments and a document type. A web page with an inline picture is no logo.
  if (start === -1 || /<(?:html|body|head)[\s>]/i.test(text.slice(0, start))) return undefined;
  const end = text.indexOf('>', start);
  const root = text.slice(start, end === -1 ? undefined : end);
  const profile = /\sbaseProfile\s?=\s?["']([^"']{0,40})["']/i.exec(root)?.[1];
  return { ...(profile === undefined ? {} : { profile }), script: /<script[\s>]/i.test(text) };
}
