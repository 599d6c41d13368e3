// https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-8
const names: ReadonlyMap<number, string> = new Map([
  [0x0017, 'P-256'],
  [0x0018, 'P-384'],
  [0x0019, 'P-521'],
  [0x001d, 'X25519'],
  [0x001e, 'X448'],
  [0x0100, 'ffdhe2048'],
  [0x0101, 'ffdhe3072'],
  [0x0102, 'ffdhe4096'],
  [0x11eb, 'SecP256r1MLKEM768'],
  [0x11ec, 'X25519MLKEM768'],
  [0x11ed, 'SecP384r1MLKEM1024'],
]);

/** The usual name of a TLS named group, else its number in hex. */
export function groupName(group: number): string {
  return names.get(group) ?? `group 0x${group.toString(16).padStart(4, '0')}`;
}
