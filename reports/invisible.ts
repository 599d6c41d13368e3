/**
 * Escapes in finished JSON what `JSON.stringify` leaves: C1 controls, direction marks, line separators. A terminal or an
 * editor would obey them; a parser reads the same text back.
 */
export function escapeInvisible(jsonText: string): string {
  return jsonText.replace(/[\x7f-\x9f\p{Cf}\u2028\u2029]/gu, (character) => {
    let escaped = '';
    for (let index = 0; index < character.length; index += 1) {
      escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }
    return escaped;
  });
}
