import type { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { announcement, lanAddresses } from '#runtime/server/announce.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;
const card = (address: string, internal = false) => ({
  address,
  internal,
  family: 'IPv4' as const,
  netmask: '',
  mac: '',
  cidr: null,
});

test("the WLAN's address comes before those of containers", () => {
  const interfaces: Interfaces = {
    docker0: [card('172.17.0.1')],
    wlan0: [card('192.168.1.20')],
    lo: [card('127.0.0.1', true)],
  };
  expect(lanAddresses(interfaces)).toEqual(['192.168.1.20', '172.17.0.1']);
});

test('alone on this machine the announcement says where to go, and how to open it', async () => {
  const text = await announcement({ port: 8080, mqttPort: 1883, lan: false });
  expect(text).toContain('http://localhost:8080');
  expect(text).toContain('localhost:1883');
  expect(text).toContain('--lan');
  expect(text.split('\n').length).toBeLessThan(10);
});
