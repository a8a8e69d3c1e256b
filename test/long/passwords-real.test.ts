/**
 * Password files go both ways: what mosquitto_passwd writes our broker reads, and what ours writes
 * Mosquitto reads. Names and passwords by chance; each password opens, and what is nearly one does not.
 */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { PasswordAccess } from '#runtime/broker/access/password-access.ts';
import { parsePasswordFile } from '#runtime/config/password-file.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { freePorts } from '../golden/free-ports.ts';
import { mosquittoProcess } from '../kit/mosquitto.ts';
import { programPath } from '../kit/programs.ts';
import { tcpClient } from '../kit/server.ts';
import { brokerProcess } from './broker-process.ts';

/** Always the same ones, so that nobody's work goes red by luck; `RANDOM_SEED=7` looks for new ones. */
const SEED = Number(process.env['RANDOM_SEED'] ?? 1);
const USERS = 150;

const run = promisify(execFile);
const realTool = programPath('mosquitto_passwd');
const realBroker = programPath('mosquitto');
const kleber = new URL('../../runtime/server/main.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'kleber-passwords-'));
// The real one gives up being root, and has to read the files nevertheless.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface User {
  readonly name: string;
  readonly password: string;
}

const letters = fc.constantFrom(...'abzAZ019 $%#+/=\\\'"!äß€🔑', '$6$', '$7$101$');
const word = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(letters, { minLength: 1, maxLength })
    .map((all) => all.join(''))
    .filter((text) => text === text.trim());

const users: readonly User[] = fc
  .sample(
    fc.uniqueArray(fc.record({ name: word(12).filter((name) => !name.startsWith('#')), password: word(40) }), {
      selector: ({ name }) => name,
      minLength: USERS,
      maxLength: USERS,
    }),
    { seed: SEED, numRuns: 1 },
  )
  .flat();

/** Nearly the password: other case or one letter more, less. */
const wrong = ({ password }: User, index: number): string => {
  const nearly = [`${password} `, password.slice(0, -1), password.toUpperCase(), password.repeat(2), ''];
  return nearly.slice(index % nearly.length).find((text) => text !== password) ?? 'x';
};

type Tool = (...args: string[]) => Promise<unknown>;
const tools: Record<'real' | 'ours', Tool> = {
  real: (...args) => run(realTool as string, args),
  ours: (...args) => run(process.execPath, [kleber, 'mosquitto_passwd', ...args]),
};
type Login = (name: string, password: string) => Promise<boolean>;

/** Whom our broker lets in by this file. */
function ourLogin(file: string): Login {
  const { entries, notes } = parsePasswordFile(new Uint8Array(readFileSync(file)), file);
  expect(notes).toEqual([]);
  const access = new PasswordAccess({ clock: new NodeClock(), passwords: entries });
  return async (username, password) =>
    (await access.authenticate({
      clientId: 'c',
      username,
      password: new TextEncoder().encode(password),
      address: '127.0.0.1',
      peer: undefined,
    })) ?? false;
}

/** Whom the real one lets in. */
async function withRealLogin(file: string, use: (login: Login) => Promise<void>): Promise<void> {
  chmodSync(file, 0o644);
  const [port = 0] = await freePorts(1);
  const mosquitto = await mosquittoProcess(
    `listener ${port} 127.0.0.1\nallow_anonymous false\npassword_file ${file}\n`,
  );
  try {
    expect(mosquitto.log()).not.toMatch(/Error|Warning/);
    await use(async (username, password) => {
      const client = await tcpClient(port);
      const { reasonCode } = await client.connect('c', { username, password: new TextEncoder().encode(password) });
      client.vanish();
      return reasonCode === 0;
    });
  } finally {
    await mosquitto.stop();
  }
}

async function opensByThesePasswordsAlone(login: Login, expected: readonly User[]): Promise<void> {
  for (const [index, user] of expected.entries()) {
    expect(await login(user.name, user.password), `${user.name} with ${user.password}`).toBe(true);
    expect(await login(user.name, wrong(user, index)), `${user.name} with ${wrong(user, index)}`).toBe(false);
  }
  expect(await login('nobody', 'x')).toBe(false);
}

describe.skipIf(realTool === undefined || realBroker === undefined)('a password file', () => {
  describe.each([
    ["Mosquitto's", 'real'],
    ['our', 'ours'],
  ] as const)('of %s mosquitto_passwd', (_, whose) => {
    test.each([
      ['sha512-pbkdf2', '$7$101$'],
      ['sha512', '$6$'],
    ])('with %s lets the same people into both brokers', async (hash, mark) => {
      const file = join(folder, `${whose}-${hash}`);
      writeFileSync(file, users.map(({ name, password }) => `${name}:${password}\n`).join(''));
      await tools[whose]('-H', hash, '-U', file);
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      expect(lines.map((line) => line.slice(line.indexOf(':') + 1).startsWith(mark))).toEqual(users.map(() => true));
      await opensByThesePasswordsAlone(ourLogin(file), users);
      await withRealLogin(file, (login) => opensByThesePasswordsAlone(login, users));
    });

    test('is made, changed and shortened by the other one', async () => {
      const file = join(folder, `${whose}-changed`);
      const other = tools[whose === 'real' ? 'ours' : 'real'];
      await tools[whose]('-c', '-b', file, 'ada', 'first');
      await other('-b', file, 'bob', ' with blanks ');
      await tools[whose]('-H', 'sha512', '-b', file, 'eve', 'gone soon');
      await other('-b', file, 'ada', 'zweitens: ä');
      await other('-D', file, 'eve');
      const left: readonly User[] = [
        { name: 'ada', password: 'zweitens: ä' },
        { name: 'bob', password: ' with blanks ' },
      ];
      for (const login of [ourLogin(file), undefined]) {
        const look = async (open: Login): Promise<void> => {
          await opensByThesePasswordsAlone(open, left);
          expect(await open('ada', 'first')).toBe(false);
          expect(await open('eve', 'gone soon')).toBe(false);
        };
        await (login === undefined ? withRealLogin(file, look) : look(login));
      }
    });
  });
});

const LOGINS = 3_000;
const AT_A_TIME = 100;

test(`${LOGINS} logins, ${AT_A_TIME} at a time: each as its password deserves, and who is in goes on`, async () => {
  const file = join(folder, 'flood');
  await tools.ours('-c', '-b', file, 'ada', 'geheim');
  const broker = await brokerProcess(`password_file ${file}\n`);
  const login = async (clientId: string, password: string): Promise<number> => {
    const client = await broker.connect();
    const { reasonCode } = await client.connect(clientId, {
      username: 'ada',
      password: new TextEncoder().encode(password),
    });
    client.vanish();
    return reasonCode;
  };
  const inside = await broker.connect();
  const ada = { username: 'ada', password: new TextEncoder().encode('geheim') };
  expect((await inside.connect('inside', ada)).reasonCode).toBe(0);
  await inside.subscribe('heard');

  let next = 0;
  const answers = { right: [] as number[], wrong: [] as number[] };
  const flood = Array.from({ length: AT_A_TIME }, async () => {
    while (next < LOGINS) {
      const index = next++;
      const kind = index % 3 === 0 ? 'right' : 'wrong';
      answers[kind].push(await login(`c${index}`, kind === 'right' ? 'geheim' : `wrong ${index}`));
    }
  });
  let heard = 0;
  while (next < LOGINS) {
    inside.publish('heard', 'x');
    heard += (await inside.sync()).length;
  }
  await Promise.all(flood);
  expect(answers.right).toEqual(Array.from({ length: LOGINS / 3 }, () => 0));
  expect(answers.wrong).toEqual(Array.from({ length: (LOGINS / 3) * 2 }, () => 5));
  // Each comes back before the answer to the ping behind it, and there was time for many.
  expect(heard).toBeGreaterThan(50);
  await broker.stop();
});
