import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import { hasMosquittoClients } from '../golden/implementation.ts';
import { ShellProcess } from '../golden/shell-process.ts';
import type { FormatRecording } from '../programs/recordings/formats.ts';
import { FORMAT_RECORDINGS } from '../programs/recordings/formats.ts';

const PATIENCE = 20_000;

/** Accepts any client and sends it one message as soon as it has subscribed. */
let serve: FormatRecording | undefined;
let server: Server;

beforeAll(async () => {
  server = createServer((socket) => {
    const { level, message } = serve ?? {};
    if (level === undefined || message === undefined) return void socket.destroy();
    socket
      .on('error', () => undefined)
      .once('data', () => {
        socket.write(encode({ type: 'CONNACK', sessionPresent: false, reasonCode: 0 }, level));
        socket.once('data', (bytes) => {
          const packetId = bytes.readUInt16BE(2);
          socket.write(encode({ type: 'SUBACK', packetId, reasonCodes: [0] }, level));
          socket.write(encode(message, level));
        });
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

/** As a word of bash. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

describe.skipIf(!hasMosquittoClients)('the mosquitto_sub of this machine prints what was recorded of one', () => {
  for (const recording of FORMAT_RECORDINGS) {
    const { level, message, pretty, runs } = recording;
    const payload = JSON.stringify(Buffer.from(message.payload).toString()).slice(0, 60);
    test(
      `${payload}, ${message.topic}, level ${level}${pretty ? ', --pretty' : ''}`,
      { timeout: 600_000 },
      async () => {
        serve = recording;
        const { port } = server.address() as AddressInfo;
        const env = { PATH: '/usr/bin:/bin', HOME: tmpdir(), LC_ALL: 'C.UTF-8', TZ: 'UTC' };
        for (const { format, stdout, stderr, exit } of runs) {
          const options = `-h 127.0.0.1 -p ${port} -V ${level === 5 ? 'mqttv5' : 'mqttv311'} -t x -C 1 -W 9`;
          const words = `mosquitto_sub ${options}${pretty ? ' --pretty' : ''} -F ${quoted(format)}`;
          const process = new ShellProcess(words, tmpdir(), env);
          expect(await process.wait(PATIENCE)).toBe(true);
          const printed = process.bytes('stdout').toString('latin1');
          expect({
            format,
            stdout: printed.replace(/"tst":(\s*)"[^"]*"/g, '"tst":$1"TST"'),
            stderr: process.bytes('stderr').toString('utf8'),
            exit: process.exit,
          }).toEqual({ format, stdout: Buffer.from(stdout).toString('latin1'), stderr, exit });
        }
      },
    );
  }
});
