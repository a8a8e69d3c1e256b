import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../golden/free-ports.ts';
import { mosquittoProcess } from '../../kit/mosquitto.ts';
import { tcpClient } from '../../kit/server.ts';
import { aclText, passwordText } from './setup.ts';
import type { Guard, Setup } from './setup.ts';

/** The Mosquitto of this machine with the same rules. */
export const guardedMosquitto: Guard = async (first) => {
  const [port = 0] = await freePorts(1);
  const mosquitto = await mosquittoProcess((folder) => configuration(folder, port, first));
  const { folder } = mosquitto;
  return {
    connect: () => tcpClient(port),
    async reload(setup) {
      writeFileSync(join(folder, 'mosquitto.conf'), await configuration(folder, port, setup));
      mosquitto.signal('SIGHUP');
      await mosquitto.logUntil('Reloading config');
      // The line comes first: whoever is answered after it finds all done.
      const client = await tcpClient(port);
      client.sendBytes(0xff);
      await client.end();
    },
    close: () => mosquitto.stop(),
  };
};

/** Lines of the configuration, and the files that they name, in the folder. */
async function configuration(folder: string, port: number, setup: Setup): Promise<string> {
  const { allowAnonymous = true, passwords, acl, settings = {}, listener = {} } = setup;
  const lines = [`listener ${port} 127.0.0.1`, `allow_anonymous ${allowAnonymous}`];
  for (const [name, value] of Object.entries({ ...settings, ...listener })) lines.push(`${snakeCase(name)} ${value}`);
  if (passwords !== undefined) {
    writeFileSync(join(folder, 'passwords'), await passwordText(passwords));
    lines.push(`password_file ${join(folder, 'passwords')}`);
  }
  if (acl !== undefined) {
    writeFileSync(join(folder, 'acl'), aclText(acl));
    lines.push(`acl_file ${join(folder, 'acl')}`);
  }
  return [...lines, ''].join('\n');
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
