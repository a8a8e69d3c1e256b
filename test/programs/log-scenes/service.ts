import { readFileSync } from 'node:fs';
import type { Difference, Scene } from './scene.ts';

const OPEN = 'listener @1 127.0.0.1\nallow_anonymous true\n';
const LAST = `${OPEN}persistence true\npersistence_location ~/\nautosave_interval 0\n`;

const pem = (name: string): string => readFileSync(new URL(`../certificates/${name}`, import.meta.url), 'utf8');
const PEMS = { 'ca.crt': pem('ca.crt'), 'server.crt': pem('server.crt'), 'server.key': pem('server.key') };

const nothingToSave: Difference = {
  because: 'what happens is written when it happens: between start and end there is nothing to save',
  real: ['Saving in-memory database to ~//mosquitto.db.'],
  ours: [],
};

/** How the broker starts, is told things, and ends. */
export const SERVICE_SCENES: readonly Scene[] = [
  { name: 'a listener', conf: OPEN },
  { name: 'a listener at every address', conf: 'listener @1\nallow_anonymous true\n' },
  { name: 'a listener of IPv6', conf: 'listener @1 ::1\nallow_anonymous true\n' },
  { name: 'one family alone', conf: 'listener @1\nsocket_domain ipv6\nlistener @2\nsocket_domain ipv4\n' },
  { name: 'a Unix socket', conf: 'listener 0 ~/broker.sock\nallow_anonymous true\n' },
  { name: 'a listener of WebSocket', conf: `${OPEN}listener @2 127.0.0.1\nprotocol websockets\n` },
  {
    name: 'a listener of TLS',
    conf: `${OPEN}listener @2 127.0.0.1\ncafile ~/ca.crt\ncertfile ~/server.crt\nkeyfile ~/server.key\n`,
    files: PEMS,
  },
  {
    name: 'a certificate that is not there',
    differs: [
      {
        because: 'the file is read by the program, not by OpenSSL',
        real: [
          'OpenSSL Error[0]: error:80000002:system library::No such file or directory',
          'OpenSSL Error[1]: error:10000080:BIO routines::no such file',
          'OpenSSL Error[2]: error:05880002:x509 certificate routines::system lib',
        ],
        ours: ['OpenSSL Error[0]: No such file or directory'],
      },
    ],
    conf: 'listener @1 127.0.0.1\ncafile ~/none.crt\ncertfile ~/none.crt\nkeyfile ~/none.key\n',
  },
  {
    name: 'a certificate without its key',
    conf: 'listener @1 127.0.0.1\ncertfile ~/server.crt\n',
    files: PEMS,
  },
  { name: 'an address in use', conf: `${OPEN}listener @1 127.0.0.1\n` },
  { name: 'an address of another machine', conf: 'listener @1 192.0.2.1\n' },
  { name: 'a host that does not exist', conf: 'listener @1 no-such-host.invalid\n' },
  { name: 'a password file that is not there', conf: `${OPEN}password_file ~/none\n` },
  { name: 'an ACL file that is not there', conf: `${OPEN}acl_file ~/none\n` },
  {
    name: 'a password file that is none',
    conf: `${OPEN}password_file ~/passwords\n`,
    files: { passwords: 'ada:plain\nbob\n:x\n' },
  },
  {
    name: 'an ACL file with a fault',
    conf: `${OPEN}acl_file ~/acl\n`,
    files: { acl: 'topic read a\ntopic sometimes b\n' },
  },
  { name: 'an option that does not exist', conf: `${OPEN}no_such_option 1\n` },
  { name: 'a value that is none', conf: `${OPEN}max_inflight_messages many\n` },
  { name: 'the same twice', conf: `${OPEN}pid_file ~/a\npid_file ~/b\n` },
  {
    name: 'messages that last',
    conf: LAST,
    async play(room) {
      const client = await room.client();
      await client.connect('x', { clean: false, keepAlive: 60 });
      await client.subscribe({ filter: 'q', qos: 1 });
      client.publish('r', 'hallo', { retain: true });
      await client.leave();
      await room.settle();
      const pub = await room.client();
      await pub.connect('pub', { keepAlive: 60 });
      pub.publish('q', 'hallo', { qos: 1, packetId: 1 });
      await pub.expect('PUBACK');
      await room.settle();
      await room.restart();
      const back = await room.client();
      back.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 60, clientId: 'x' });
      await room.settle();
    },
  },
  {
    name: 'saving when asked',
    conf: LAST,
    async play(room) {
      await room.signal('SIGUSR1');
      await room.settle();
    },
  },
  {
    name: 'saving from time to time',
    differs: [nothingToSave, nothingToSave],
    conf: LAST.replace('autosave_interval 0', 'autosave_interval 2'),
    async play(room) {
      await room.pass(7);
    },
  },
  {
    name: 'saving on changes',
    differs: [nothingToSave, nothingToSave],
    conf: LAST.replace('autosave_interval 0', 'autosave_interval 2\nautosave_on_changes true'),
    async play(room) {
      const client = await room.client();
      await client.connect('x', { keepAlive: 60 });
      for (const topic of ['a', 'b', 'c', 'd', 'e']) client.publish(topic, 'x', { retain: true });
      await room.settle();
    },
  },
  {
    name: 'reading the configuration again',
    conf: `${OPEN}password_file ~/passwords\n`,
    files: { passwords: '' },
    async play(room) {
      await room.signal('SIGHUP');
      await room.settle();
    },
  },
  {
    name: 'a configuration that has a fault when it is read again',
    conf: OPEN,
    async play(room) {
      await room.write('mosquitto.conf', 'no_such_option 1\n');
      await room.signal('SIGHUP');
      await room.settle();
    },
  },
  {
    name: 'the subscriptions, printed',
    conf: OPEN,
    async play(room) {
      const client = await room.client();
      await client.connect('x', { keepAlive: 60 });
      await client.subscribe({ filter: 'a/b', qos: 1 }, { filter: 'a/+', qos: 2 }, 'c/#');
      client.publish('a/b', 'hallo', { retain: true });
      await room.settle();
      await room.signal('SIGUSR2');
      await room.settle();
    },
  },
  {
    name: 'an end while clients are there',
    differs: [
      {
        because: 'it is a fault of Mosquitto: it waits for a client whose connection it has closed',
        real: [
          'Error in epoll re-registering to EPOLLOUT: Invalid argument',
          'Error in epoll re-registering to EPOLLIN: Invalid argument',
        ],
        ours: [],
      },
    ],
    conf: OPEN,
    async play(room) {
      const watch = await room.client();
      await watch.connect('watch', { keepAlive: 60 });
      await watch.subscribe('w');
      const client = await room.client();
      const will = { topic: 'w', payload: new TextEncoder().encode('tot'), qos: 0, retain: false } as const;
      await client.connect('x', { keepAlive: 60, will });
      await room.settle();
    },
  },
];
