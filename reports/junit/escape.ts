import { neutralise } from '../../src/core/text.ts';

// Everything outside the Char production. https://www.w3.org/TR/xml/#charsets
const illegal = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/** Text for XML 1.0 content and attributes: neutralised, entities written, characters that XML 1.0 forbids dropped. */
export function escapeXml(words: string): string {
  return neutralise(words, Number.POSITIVE_INFINITY)
    .replace(illegal, '')
    .replace(/[&<>"'\n]/g, (character) => entities[character] ?? '');
}
