const whole =
  /^(?:<[a-z][\w .-]*>|\[[a-z][\w .-]*\]|\.{3,}|(?:[\w-]{1,40}[_-])?(?:x{3,}|\.{3,})|change[-_ ]?me|replace[-_ ]?me|todo|tbd|null|undefined)$/i;
const opening = /^(?:your|insert|enter)[-_ ](?=.*(?:key|secret|token|id|url|value|password|name|here|domain))/i;
const personal = /^my[-_ ](?:api[-_ ]?key|secret|token|password|super[-_ ]?secret)/i;
const ending = /(?:key|secret|token|id|url|value|password|name)[-_ ]here$/i;
// What Supabase and Neon put into the addresses they offer for copying.
const password = /:(?:\[YOUR[-_ ]PASSWORD\]|<(?:your[-_ ])?password>|\*{4,})@/i;

/** Whether a value stands for one that nobody filled in: `your-api-key`, `<token>`, `sk_test_xxx`, `[YOUR-PASSWORD]`. */
export function isPlaceholder(text: string): boolean {
  if (text.length > 300) return false;
  return [whole, opening, personal, ending, password].some((pattern) => pattern.test(text));
}
