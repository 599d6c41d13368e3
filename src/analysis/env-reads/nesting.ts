const brackets = 1_000;
const operators = 5_000;

/**
 * Whether a source nests so deeply that the parser, which is native and recursive, could overflow its stack and take
 * the process with it (seen from 12,800 levels on an 8 MB stack). A rough count on raw text: brackets left open, and
 * operators in a row without a separator. Real code stays two orders below both limits.
 */
export function isTooDeep(text: string): boolean {
  let open = 0;
  let chained = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if ('([{'.includes(char)) open += 1;
    else if (')]}'.includes(char)) open = Math.max(0, open - 1);
    if (';,{}'.includes(char)) chained = 0;
    else if ('!~?:=+-*<'.includes(char)) chained += 1;
    if (open > brackets || chained > operators) return true;
  }
  return false;
}
