/**
 * Names and addresses of the virtual LAN, 192.168.1.0/24.
 *
 *     rpi-broker, rpi-broker.local, RPI-Broker    a host of the LAN, by name
 *     192.168.1.3                                 the same, by address
 *     localhost, 127.0.0.1, 127.x.y.z, ::1        the host itself
 *     192.168.1.77                                in the LAN, but nobody is there
 *     10.0.0.1, 2001:db8::1                       no way leads there
 *     broker.example.org, 192.168.1.300           no such name
 */
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

export type Target =
  | { readonly kind: 'loopback'; readonly address: string }
  | { readonly kind: 'lan'; readonly address: string }
  | { readonly kind: 'elsewhere'; readonly address: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'name'; readonly name: string };

/** What a text that stands for a host means, before anybody is asked. */
export const targetOf = (host: string): Target => {
  const name = host.toLowerCase();
  if (name === 'localhost' || name === 'localhost.localdomain') return { kind: 'loopback', address: '127.0.0.1' };
  if (name === '::1' || name === '[::1]' || name === 'ip6-localhost') return { kind: 'loopback', address: '::1' };
  if (name === '0.0.0.0' || name === '::') return { kind: 'any' };
  if (/^[0-9a-f:]+:[0-9a-f:.]*$/.test(name)) return { kind: 'elsewhere', address: name };
  const numbers = IPV4.exec(name)?.slice(1).map(Number);
  if (numbers === undefined || numbers.some((number) => number > 255))
    return { kind: 'name', name: name.replace(/\.local\.?$/, '') };
  const address = numbers.join('.');
  if (numbers[0] === 127) return { kind: 'loopback', address };
  return { kind: address.startsWith('192.168.1.') ? 'lan' : 'elsewhere', address };
};
