/** `WebSocket` of node, in a thread: a socket of the process, on its Pi. */
import { afterEach, expect, it } from 'vitest';
import { NodeLab } from './kit.ts';

let lab: NodeLab;
afterEach(() => lab.end());

it('reaches a listener of the LAN from the Pi, and keeps node going until it is closed', async () => {
  lab = await NodeLab.open();
  let from = '';
  lab.test.lab.pi('rpi-sub').spawn({
    run: async (process) => {
      await process.network.listen({ port: 9001, protocol: 'websockets' }, (stream) => {
        from = stream.remote.host;
        stream.open({ data: (bytes) => void stream.write(bytes), drain: () => {}, closed: () => {} });
      });
      return new Promise(() => {});
    },
    argv: ['echo'],
    user: 'pi',
    by: 'engine',
  });
  await lab.test.clock.settle();
  lab.write(
    'a.mjs',
    [
      "const socket = new WebSocket('ws://rpi-sub:9001', 'mqtt');",
      "socket.binaryType = 'arraybuffer';",
      'socket.onopen = () => socket.send(Uint8Array.of(1, 2, 3));',
      'socket.onmessage = ({ data }) => {',
      '  console.log(socket.protocol, new Uint8Array(data).join());',
      '  socket.close(1000);',
      '};',
      'socket.onclose = ({ code, wasClean }) => console.log(code, wasClean);',
    ].join('\n'),
  );
  expect(await lab.run('node a.mjs; echo $?')).toContain('mqtt 1,2,3\n1000 true\n0');
  expect(from).toBe('192.168.1.4');
});
