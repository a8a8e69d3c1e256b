import { expect, test } from 'vitest';
import { brokerUrl } from '#runtime/browser/broker-url.ts';
import { routeSocket } from '#runtime/browser/socket-route.ts';

const at = (site: string, place: 'own' | 'server') => ({ site, place: () => place });

test.each([
  ['http://localhost:8080/', 'ws://localhost:8080/mqtt'],
  ['https://example.org/kleber/', 'wss://example.org/kleber/mqtt'],
])('the own broker of %s is at %s', (site, url) => {
  expect(brokerUrl({ place: 'own' }, site)).toBe(url);
  expect(routeSocket(url, at(site, 'own'))).toEqual({ kind: 'broker' });
  expect(routeSocket(`${url}?x=1`, at(site, 'own'))).toEqual({ kind: 'broker' });
});

test("the server's broker is at the seat's path, and native", () => {
  const site = 'http://localhost:8080/';
  const url = brokerUrl({ place: 'server', seat: '3' }, site);
  expect(url).toBe('ws://localhost:8080/mqtt/3');
  expect(routeSocket(url ?? '', at(site, 'server'))).toBeUndefined();
});

test('while the seat is not known there is no URL', () => {
  expect(brokerUrl({ place: 'server' }, 'http://localhost:8080/')).toBeUndefined();
});

test("a served page's /mqtt is seat 1 in the server, until the page's broker is its own", () => {
  const site = 'http://localhost:8080/';
  expect(routeSocket('ws://localhost:8080/mqtt', at(site, 'server'))).toBeUndefined();
  expect(routeSocket('ws://localhost:8080/mqtt', at(site, 'own'))).toEqual({ kind: 'broker' });
  expect(routeSocket('ws://localhost:8080/mqtt/1', at(site, 'own'))).toBeUndefined();
});

test.each([
  ['ws://192.168.1.3:9001', { host: '192.168.1.3', port: 9001, path: '/', secure: false }],
  ['ws://192.168.1.77/a?b', { host: '192.168.1.77', port: 80, path: '/a?b', secure: false }],
  ['wss://rpi-broker/mqtt', { host: 'rpi-broker', port: 443, path: '/mqtt', secure: true }],
  ['ws://RPI-Pub.local:1883', { host: 'rpi-pub', port: 1883, path: '/', secure: false }],
  ['http://192.168.1.3:9001', { host: '192.168.1.3', port: 9001, path: '/', secure: false }],
])('%s leads to the LAN', (url, target) => {
  for (const place of ['own', 'server'] as const)
    expect(routeSocket(url, at('https://example.org/', place))).toEqual({ kind: 'host', ...target });
});

test.each([
  'wss://test.mosquitto.org:8081',
  'ws://192.168.10.3:9001',
  'ws://192.168.1.3.example.org/',
  'ws://rpi-broker.example.org/',
  'ws://constructor/',
  'wss://example.org/kleber/mqttx',
  'ws://example.org/kleber/mqtt',
  'ftp://192.168.1.3/',
  'ws://192.168.1.3/#part',
  'ws://',
])("%s is the browser's own concern", (url) => {
  expect(routeSocket(url, at('https://example.org/kleber/', 'own'))).toBeUndefined();
});

test('a page that came from a real 192.168.1.x keeps its server', () => {
  const options = at('http://192.168.1.20:8080/', 'server');
  expect(routeSocket('ws://192.168.1.20:8080/mqtt/3', options)).toBeUndefined();
  expect(routeSocket('ws://192.168.1.20:9001/', options)).toMatchObject({ kind: 'host' });
});
