/** Text with its middle left out where it is longer than `most` characters: beginning and end say the most. */
export function shortened(text: string, most = 120): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
