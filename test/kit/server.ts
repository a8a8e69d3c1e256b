import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { tcpStream } from '#runtime/programs/node/tcp-stream.ts';
import { serve, type KleberServer, type ServerOptions } from '#runtime/server/serve.ts';
import { webSocketStream } from '#runtime/programs/node/websocket-stream.ts';
import { MqttTestClient } from './mqtt-client.ts';

export interface TestServer extends KleberServer {
  /** Over TCP: seat 1. */
  tcp(): Promise<MqttTestClient>;
  /** Over WebSocket. */
  webSocket(path?: string): Promise<MqttTestClient>;
}

/** A server on free ports of this machine, with three small pages instead of the built site. */
export async function testServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-site-'));
  mkdirSync(join(folder, 'de'));
  for (const [file, text] of [
    ['index.html', 'home'],
    ['de/index.html', 'Startseite'],
    ['404.html', 'no such page'],
  ] as const) {
    writeFileSync(
      join(folder, file),
      `<!doctype html><html><head><title>${text}</title></head><body>${text}</body></html>`,
    );
  }
  writeFileSync(join(folder, 'style.css'), 'body { margin: 0 }');
  const server = await serve({ folder, port: 0, mqttPort: 0, ...options });
  return {
    ...server,
    tcp: () => tcpClient(server.mqttPort),
    webSocket: (path = '/mqtt') => webSocketClient(`ws://127.0.0.1:${server.port}${path}`),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function tcpClient(port: number): Promise<MqttTestClient> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(new MqttTestClient(tcpStream(socket)));
    });
  });
}

export function webSocketClient(url: string, headers: Record<string, string> = {}): Promise<MqttTestClient> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'mqtt', { headers });
    socket.once('error', reject);
    socket.once('open', () => {
      socket.off('error', reject);
      const nowhere = { host: '127.0.0.1', port: 0 };
      resolve(new MqttTestClient(webSocketStream(socket, { local: nowhere, remote: nowhere })));
    });
  });
}
