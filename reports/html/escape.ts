const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A line of its own could begin with a command for whatever reads the output line by line, such as a CI log.
  '\n': '&#10;',
};

/** Text for element content and for attribute values in double quotes. https://html.spec.whatwg.org/#escapingString */
export function escapeHtml(words: string): string {
  return words.replace(/[&<>"'\n]/g, (character) => entities[character] ?? character);
}
