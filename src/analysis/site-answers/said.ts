import { neutraliseLine, withoutMiddle } from '../../core/text.ts';

// Cut in its middle afterwards: what lies further in is not shown.
const mostRead = 20_000;

/**
 * What a site says, as it may stand inside a sentence of ours: no control sequence in it reaches over to our own words. On one
 * line, and cut in its middle to at most `most` UTF-16 units.
 */
export function said(text: string, most = 200): string {
  return withoutMiddle(neutraliseLine(text, mostRead), most);
}
