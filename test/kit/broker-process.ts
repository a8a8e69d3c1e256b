import { readFileSync } from 'node:fs';
import { Broker } from '#runtime/broker/broker.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { NodeNetwork } from '#runtime/programs/node/node-network.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';

/**
 * The broker as a process of its own, for tests that need one: `-c FILE -v`, like mosquitto. Of
 * mosquitto.conf it understands `listener PORT ADDRESS` and `allow_anonymous true`, and refuses all
 * else. Its log goes to standard error, as Mosquitto's does.
 */
const VERSION = '2.0.11';

const say = (text: string): void => void process.stderr.write(`${Math.floor(Date.now() / 1000)}: ${text}\n`);

function refuse(why: string): never {
  process.stderr.write(`Error: ${why}\n`);
  process.exit(3);
}

const [option, file, verbose, ...rest] = process.argv.slice(2);
if (option !== '-c' || file === undefined || verbose !== '-v' || rest.length > 0) {
  refuse('this broker is started with: -c FILE -v');
}

const listeners: { port: number; host: string }[] = [];
let anonymous = false;
for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
  const listener = /^listener (\d+) (\S+)$/.exec(line);
  if (listener !== null) listeners.push({ port: Number(listener[1]), host: listener[2] ?? '' });
  else if (line === 'allow_anonymous true') anonymous = true;
  else if (line !== '') refuse(`${file}:${index + 1}: "${line}" is not understood here`);
}
if (listeners.length === 0 || !anonymous) refuse(`${file}: a listener and allow_anonymous true are needed`);

say(`mosquitto version ${VERSION} starting`);
say(`Config loaded from ${file}.`);
const broker = new Broker({
  clock: new NodeClock(),
  random: nodeRandom,
  log: ({ text }) => say(text),
  version: VERSION,
});
const network = new NodeNetwork();
for (const listener of listeners) {
  say(`Opening ipv4 listen socket on port ${listener.port}.`);
  await network.listen(listener, (stream) => broker.accept(stream));
}
say(`mosquitto version ${VERSION} running`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    say(`mosquitto version ${VERSION} terminating`);
    broker.close();
    // What is left to be said to the clients goes out first.
    setTimeout(() => process.exit(0), 50);
  });
}
