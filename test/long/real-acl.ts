/**
 * What the Mosquitto of this machine lets clients do by an ACL file. One process reads file after file
 * (SIGHUP) and keeps its clients, so that thousands of decisions take seconds: a client publishes with
 * QoS 1 of MQTT 5, and the PUBACK says whether it may; somebody whom no file binds publishes to all,
 * and who gets it may read.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../golden/free-ports.ts';
import { mosquittoProcess } from '../kit/mosquitto.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { tcpClient } from '../kit/server.ts';

export interface AclClient {
  readonly clientId: string;
  readonly username: string | undefined;
}

export interface Verdict {
  /** By client, then by topic. */
  readonly mayWrite: readonly (readonly boolean[])[];
  readonly mayRead: readonly (readonly boolean[])[];
}

export interface RealAcl {
  /** What its log says against a file: warnings, then the error for which it is refused. */
  objections(file: string): Promise<string[]>;
  /** @param file one to which it does not object */
  decide(file: string, topics: readonly string[]): Promise<Verdict>;
  close(): Promise<void>;
}

const NOT_AUTHORIZED = 0x87;
/** Not bound by the file, on a listener of its own. */
const PUBLISHER = 'kleber-publisher';

/** @param filters that together hold every topic that will be asked for, each in one of them */
export async function realAcl(clients: readonly AclClient[], filters: readonly string[]): Promise<RealAcl> {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-acl-'));
  chmodSync(folder, 0o755);
  const aclFile = join(folder, 'acl');
  writeFileSync(aclFile, '');
  const [bound = 0, free = 0] = await freePorts(2);
  const mosquitto = await mosquittoProcess(`per_listener_settings true
listener ${bound} 127.0.0.1
allow_anonymous true
acl_file ${aclFile}
listener ${free} 127.0.0.1
allow_anonymous true
`);

  const publisher = await tcpClient(free);
  await publisher.connect(PUBLISHER, { level: 5 });
  const connected: MqttTestClient[] = [];
  for (const { clientId, username } of clients) {
    const client = await tcpClient(bound);
    const { reasonCode } = await client.connect(clientId, { level: 5, ...(username !== undefined && { username }) });
    if (reasonCode !== 0) throw new Error(`${clientId}, ${username}: CONNACK ${reasonCode}`);
    await client.subscribe(...filters);
    connected.push(client);
  }

  const load = async (file: string): Promise<string[]> => {
    writeFileSync(aclFile, file);
    mosquitto.signal('SIGHUP');
    // It looks for signals when something has come, or after a tenth of a second.
    await publisher.sync();
    await mosquitto.logUntil('Reloading config.');
    await publisher.sync();
    const said = await mosquitto.logUntil(`Received PINGREQ from ${PUBLISHER}`);
    const lines = said
      .split('\n')
      .map((line) => /^\d+: ((?:Error|Warning): .*)/u.exec(line)?.[1]?.replaceAll(aclFile, 'acl'));
    return lines.filter((line) => line !== undefined);
  };

  const written = async (client: MqttTestClient, topics: readonly string[]): Promise<boolean[]> => {
    topics.forEach((topic, index) => client.publish(topic, 'w', { qos: 1, packetId: index + 1 }));
    const may: boolean[] = [];
    for (const packet of await client.sync()) {
      if (packet.type === 'PUBACK') may[packet.packetId - 1] = packet.reasonCode !== NOT_AUTHORIZED;
    }
    if (may.length !== topics.length || may.includes(undefined as never)) throw new Error('a PUBACK is missing');
    return may;
  };

  const read = async (client: MqttTestClient, topics: readonly string[]): Promise<boolean[]> => {
    const seen = new Set<string>();
    for (const packet of await client.sync()) if (packet.type === 'PUBLISH') seen.add(packet.topic);
    return topics.map((topic) => seen.has(topic));
  };

  return {
    objections: load,
    async decide(file, topics) {
      const error = (await load(file)).find((line) => line.startsWith('Error'));
      if (error !== undefined) throw new Error(`mosquitto refuses the file: ${error}`);
      const mayWrite = await Promise.all(connected.map((client) => written(client, topics)));
      // What they have written to each other does not count as read.
      await Promise.all(connected.map((client) => client.sync()));
      for (const topic of topics) publisher.publish(topic, 'r');
      await publisher.sync();
      const mayRead = await Promise.all(connected.map((client) => read(client, topics)));
      return { mayWrite, mayRead };
    },
    async close() {
      await mosquitto.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
