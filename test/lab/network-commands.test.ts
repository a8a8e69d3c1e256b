/** The network's commands between the Pis of a lab, typed. */
import { beforeEach, describe, expect, test } from 'vitest';
import { TestLab } from '../kit/lab.ts';

const HERE = 'rpi-broker#1';
const THERE = 'rpi-pub#1';
let lab: TestLab;
beforeEach(async () => {
  lab = await TestLab.open({ terminals: ['rpi-broker', 'rpi-pub'] });
});

/** What a line shows, without the line itself and the prompt behind it. */
const shown = async (line: string, ms = 0, terminal: typeof HERE | typeof THERE = HERE): Promise<string> => {
  const before = lab.screen(terminal).length;
  await lab.type(terminal, line);
  if (ms > 0) await lab.clock.advance(ms);
  return lab
    .screen(terminal)
    .slice(before)
    .replace(/^.*\n/, '')
    .replace(/\n?[^\n]*\$ $/, '');
};

describe('ping', () => {
  test('shows each answer and the sums', async () => {
    const text = await shown('ping -c 2 rpi-pub; echo $?', 5_000);
    expect(text).toMatch(/^PING rpi-pub \(192\.168\.1\.4\) 56\(84\) bytes of data\.\n/);
    expect(text).toMatch(/64 bytes from rpi-pub \(192\.168\.1\.4\): icmp_seq=2 ttl=64 time=\d+\.\d+ ms\n/);
    expect(text).toMatch(/2 packets transmitted, 2 received, 0% packet loss, time 1000ms\nrtt min\/avg\/max\/mdev = /);
    expect(text).toMatch(/\n0$/);
  });

  test('Ctrl-C ends it with the sums', async () => {
    const before = lab.screen(HERE).length;
    await lab.type(HERE, 'ping 192.168.1.4');
    await lab.clock.advance(2_500);
    await lab.keys(HERE, '\x03');
    expect(lab.screen(HERE).slice(before)).toMatch(
      /\^C\n--- 192\.168\.1\.4 ping statistics ---\n3 packets transmitted, 3 received/,
    );
  });

  test('nobody there', async () => {
    const text = await shown('ping -c 1 192.168.1.77; echo $?', 10_000);
    expect(text).toContain('From 192.168.1.3 icmp_seq=1 Destination Host Unreachable');
    expect(text).toMatch(/1 packets transmitted, 0 received, \+1 errors, 100% packet loss, time \d+ms\n1$/);
  });

  test.each([
    ['ping nosuch', 'ping: nosuch: Name or service not known'],
    ['ping 10.0.0.1', 'ping: connect: Network is unreachable'],
    ['ping', 'ping: usage error: Destination address required'],
    ['ping -c x rpi-pub', "ping: invalid argument: 'x'"],
  ])('%s is told why not, with status 2', async (line, said) => {
    const text = await shown(`${line}; echo $?`, 1_000);
    expect(text).toContain(said);
    expect(text).toMatch(/\n2$/);
  });
});

describe('ip', () => {
  test('the address', async () => {
    expect(await shown('ip -br a')).toMatch(/^lo +UNKNOWN +127\.0\.0\.1\/8 .*\neth0 +UP +192\.168\.1\.3\/24 $/);
    expect(await shown("ip a | grep 'inet ' | tail -1")).toMatch(
      /^ +inet 192\.168\.1\.3\/24 brd 192\.168\.1\.255 scope global/,
    );
  });

  test('routes, and neighbours once one has spoken with them', async () => {
    expect(await shown('ip r')).toBe('192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.3 ');
    expect(await shown('ip n')).toBe('');
    await shown('ping -c 1 rpi-pub', 1_000);
    expect(await shown('ip n')).toMatch(/^192\.168\.1\.4 dev eth0 lladdr b8:27:eb:\S+ REACHABLE$/);
  });

  test.each([
    ['ip link set eth0 down', 'RTNETLINK answers: Operation not permitted', 2],
    ['ip nosuch', 'Object "nosuch" is unknown, try "ip help".', 1],
    ['ip a show wlan0', 'Device "wlan0" does not exist.', 1],
    ['ip -z', 'Option "-z" is unknown, try "ip -help".', 255],
  ])('%s', async (line, said, status) => {
    expect(await shown(`${line}; echo $?`)).toBe(`${said}\n${status}`);
  });
});

test('ss lists what listens and what is connected', async () => {
  expect(await shown('ss -tln')).toMatch(/^State .*\n(.*\n)*LISTEN .*0\.0\.0\.0:1883 +0\.0\.0\.0:\*/);
  await lab.type(THERE, 'mosquitto_sub -h rpi-broker -t a');
  expect(await shown('ss -tnH')).toMatch(/^ESTAB +0 +0 +192\.168\.1\.3:1883 +192\.168\.1\.4:\d+$/);
});

describe('nc', () => {
  test('carries bytes both ways', async () => {
    await lab.type(THERE, 'nc -l 4000');
    const before = lab.screen(HERE).length;
    await lab.type(HERE, 'nc rpi-pub 4000');
    await lab.type(HERE, 'hello there');
    await lab.type(THERE, 'and back');
    expect(lab.screen(THERE)).toContain('\nhello there\n');
    expect(lab.screen(HERE).slice(before)).toContain('\nand back\n');
    await lab.keys(HERE, '\x03');
    expect(lab.screen(THERE)).toMatch(/and back\n[^\n]*\$ $/);
  });

  test('-z looks whether somebody listens', async () => {
    expect(await shown('nc -zv rpi-broker 1883')).toBe(
      'Connection to rpi-broker (192.168.1.3) 1883 port [tcp/*] succeeded!',
    );
    expect(await shown('nc -zv rpi-pub 1884; echo $?')).toBe(
      'nc: connect to rpi-pub (192.168.1.4) port 1884 (tcp) failed: Connection refused\n1',
    );
    expect(await shown('nc -zv nosuch 1; echo $?')).toBe(
      'nc: getaddrinfo for host "nosuch" port 1: Name or service not known\n1',
    );
  });

  test('a port that is none', async () => {
    expect(await shown('nc rpi-pub 99999; echo $?')).toContain('port number invalid: 99999');
  });

  test('MQTT by hand: the broker answers a CONNECT', async () => {
    const connect = String.raw`printf '\x10\x0d\x00\x04MQTT\x04\x02\x00\x0a\x00\x01x' | nc -q 1 rpi-broker 1883 | head -c 4 | xxd -p`;
    expect(await shown(connect, 3_000, THERE)).toBe('20020000');
  });
});

describe('curl and wget', () => {
  const serve = (answer: string): Promise<void> => lab.type(THERE, `printf '${answer}' | nc -l -q 1 8000 > request &`);

  test('print what a server of the lab answers, and say what went over the wire', async () => {
    await serve(String.raw`HTTP/1.1 200 OK\r\nContent-Length: 6\r\nX-A: b\r\n\r\nhello\n`);
    const text = await shown("curl -si -d 'on=1' -H 'X-Q: 1' http://rpi-pub:8000/led", 2_000);
    expect(text).toBe('HTTP/1.1 200 OK\nContent-Length: 6\nX-A: b\n\nhello');
    const request = await shown('cat request', 0, THERE);
    expect(request).toContain('POST /led HTTP/1.1\nHost: rpi-pub:8000\n');
    expect(request).toMatch(/X-Q: 1\n[^]*\n\non=1/);
  });

  test('chunks, a status that counts, a file', async () => {
    await serve(
      String.raw`HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`,
    );
    expect(await shown("curl -s -o out -w '%{http_code}\\n' rpi-pub:8000/x; cat out; echo", 2_000)).toBe('404\nabcde');
  });

  test.each([
    ['curl -sS http://nosuch/; echo $?', 'curl: (6) Could not resolve host: nosuch\n6'],
    ['curl -sS https://example.org/; echo $?', 'curl: (6) Could not resolve host: example.org\n6'],
    [
      'curl -sS rpi-pub; echo $?',
      "curl: (7) Failed to connect to rpi-pub port 80 after 0 ms: Couldn't connect to server\n7",
    ],
  ])('%s', async (line, said) => {
    expect(await shown(line, 1_000)).toBe(said);
  });

  test('wget saves under the name in the URL, or says why not', async () => {
    await serve(String.raw`HTTP/1.0 200 OK\r\n\r\nfile\n`);
    expect(await shown('wget -q http://rpi-pub:8000/a/note; cat note', 2_000)).toBe('file');
    const text = await shown('wget http://nosuch/x; echo $?; ls x', 1_000);
    expect(text).toContain('wget: unable to resolve host address ‘nosuch’\n4\n');
    expect(text).toContain('No such file');
  });
});

describe('scp', () => {
  test('there and back, with its mode', async () => {
    await shown('echo mine > note; chmod 640 note; scp -p note rpi-pub:copy', 1_000);
    expect(await shown('cat copy; stat -c %a copy', 0, THERE)).toBe('mine\n640');
    expect(await shown('scp -q rpi-pub:copy back; cat back', 1_000)).toBe('mine');
  });

  test('a directory wants -r', async () => {
    await shown("mkdir -p d/e; echo 1 > d/e/f; echo 2 > 'd/a b'", 0);
    expect(await shown('scp d rpi-pub:; echo $?', 1_000)).toBe('scp: d: not a regular file\n1');
    await shown('scp -r d rpi-pub:', 2_000);
    expect(await shown("cat d/e/f 'd/a b'", 0, THERE)).toBe('1\n2');
  });

  test('what is not there, and a host that is not', async () => {
    expect(await shown('scp nothing rpi-pub:; echo $?', 1_000)).toBe('scp: nothing: No such file or directory\n1');
    expect(await shown('scp /etc/hostname nosuch:; echo $?', 1_000)).toContain('Could not resolve hostname nosuch');
  });
});

test('openssl asks for a password, and does not show it', async () => {
  const before = lab.screen(HERE).length;
  await lab.type(HERE, 'echo 21.5 | openssl enc -aes-256-cbc -pbkdf2 -a > locked');
  await lab.type(HERE, 'secret');
  await lab.type(HERE, 'secret');
  await lab.type(HERE, 'openssl enc -d -aes-256-cbc -pbkdf2 -a -in locked');
  await lab.type(HERE, 'secret');
  const text = lab.screen(HERE).slice(before);
  expect(text).toContain(
    'enter AES-256-CBC encryption password:\nVerifying - enter AES-256-CBC encryption password:\n',
  );
  expect(text).toContain('enter AES-256-CBC decryption password:\n21.5\n');
  expect(text).not.toContain('secret');
});
