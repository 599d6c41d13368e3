import { extensionOf } from '../cloudflare-rules/request-parts.ts';

type Family = 'image' | 'font' | 'media' | 'style' | 'script' | 'document' | 'archive' | 'page' | 'data' | 'text';

const families: Readonly<Record<Family, string>> = {
  image: 'avif bmp eps gif ico jpg jpeg pict png svg svgz tif tiff webp',
  media: 'avi flac mid midi mkv mp3 mp4 ogg webm swf',
  font: 'eot otf ttf woff woff2',
  style: 'css',
  script: 'js mjs ejs',
  document: 'doc docx pdf pls ppt pptx ps xls xlsx csv',
  archive: '7z apk bin bz2 class dmg exe gz iso jar rar tar zip zst',
  page: 'html htm',
  data: 'json',
  text: 'txt',
};

const familyOfExtension: ReadonlyMap<string, Family> = new Map(
  Object.entries(families).flatMap(([family, names]) =>
    names.split(' ').map((name) => [name, family as Family] as const),
  ),
);

// The first that fits; formats of the web alone, as these are what an attacker's link leads to.
const familiesOfTypes: readonly (readonly [start: string, Family])[] = [
  ['image/', 'image'],
  ['video/', 'media'],
  ['audio/', 'media'],
  ['font/', 'font'],
  ['text/css', 'style'],
  ['text/javascript', 'script'],
  ['application/javascript', 'script'],
  ['application/x-javascript', 'script'],
  ['text/html', 'page'],
  ['application/xhtml+xml', 'page'],
  ['text/x-component', 'page'],
  ['application/json', 'data'],
  ['text/plain', 'text'],
  ['application/pdf', 'document'],
  ['text/csv', 'document'],
];

/**
 * What Cache Deception Armor makes of an answer: `refuses` to store when the content is of another kind than the path's extension
 * says, `allows` it otherwise and for `application/octet-stream`. `unknown` where Cloudflare's list of harmless pairs, which it does
 * not publish, decides. https://developers.cloudflare.com/cache/cache-security/cache-deception-armor/
 */
export function armorOn(path: string, contentType: string | undefined): 'refuses' | 'allows' | 'unknown' {
  const extension = extensionOf(path);
  // There is nothing that the content could differ from.
  if (extension === '') return 'allows';
  if (contentType === undefined) return 'unknown';
  const type = contentType.trim().toLowerCase();
  if (type.startsWith('application/octet-stream')) return 'allows';
  const promised = familyOfExtension.get(extension);
  const [, given] = familiesOfTypes.find(([start]) => type.startsWith(start)) ?? [];
  if (promised === undefined || given === undefined) return 'unknown';
  if (promised === given) return 'allows';
  // The pairs that lead to a stolen page: a page or its data under the name of a file.
  return given === 'page' || given === 'data' ? 'refuses' : 'unknown';
}
