import { networkInterfaces } from 'node:os';
import QRCode from 'qrcode';

/** This machine's IPv4 addresses in its networks, the likeliest for a room first. */
export function lanAddresses(interfaces = networkInterfaces()): readonly string[] {
  const addresses = Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ name, address })),
  );
  // Bridges of containers and virtual machines are no use to a neighbour.
  const unlikely = ({ name }: { name: string }): number =>
    /^(docker|br-|veth|virbr|vmnet|tun|tap|utun)/.test(name) ? 1 : 0;
  return addresses.sort((a, b) => unlikely(a) - unlikely(b)).map(({ address }) => address);
}

/** The lines a person reads when the server is up. */
export async function announcement(at: {
  port: number;
  mqttPort: number;
  lan: boolean;
  /** Black on white whatever the terminal's colours are; without, as plain characters. */
  colours?: boolean;
}): Promise<string> {
  const lines = ['', `  Kleber is ready:  http://localhost:${at.port}`];
  // A configuration may have other ways in, and none by TCP.
  if (at.mqttPort !== 0) lines.push(`  MQTT over TCP:    localhost:${at.mqttPort}`);
  if (at.lan) {
    const [first, ...more] = lanAddresses();
    if (first === undefined) {
      lines.push('  No network found: this machine has no address that others could reach.');
    } else {
      const url = `http://${first}:${at.port}`;
      lines.push(`  In this network:  ${url}`);
      for (const address of more) lines.push(`                    http://${address}:${at.port}`);
      lines.push('', await qrCode(url, at.colours ?? false));
    }
  } else lines.push('  For this machine only; --lan opens it to the room.');
  lines.push('', '  Ctrl-C ends it.', '');
  return lines.join('\n');
}

async function qrCode(url: string, colours: boolean): Promise<string> {
  const code = await (colours
    ? QRCode.toString(url, { type: 'terminal', small: true })
    : QRCode.toString(url, { type: 'utf8', margin: 2 }));
  return code.trimEnd().replace(/^/gm, '  ');
}
