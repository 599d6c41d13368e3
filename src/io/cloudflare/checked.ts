import { ProviderFault, UnavailableError } from '../../core/fault.ts';

// Ids come from Cloudflare's answers or from saved facts. Anything with a dot or a slash could climb in the path of the request.
const id = /^[\w-]{1,64}$/;

/** An id as it may stand in a path. Throws `ProviderFault`, without showing what it was: no reason that could pass for "nothing there". */
export function checkedId(value: string, noun: string): string {
  if (id.test(value)) return value;
  throw new ProviderFault(`the ${noun} is none that Cloudflare gives out`, 'run the audit again');
}

// Cloudflare reads `contains:` and other operators before a name. https://developers.cloudflare.com/api/resources/zones/methods/list/
const name = /^(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})+$/;

/** A zone's name as it may be asked for. Throws `UnavailableError`. */
export function checkedZoneName(value: string): string {
  if (name.test(value)) return value;
  const hint = '"cloudflare": { "zone": … } in launch-ready.json names no zone: write a domain such as example.com';
  throw new UnavailableError('not-configured', hint);
}
