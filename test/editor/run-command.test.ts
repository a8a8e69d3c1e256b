import { expect, test } from 'vitest';
import { languageOf } from '../../site/editor/files/language-of.ts';
import { promptDirectory, runCommand } from '../../site/editor/files/run-command.ts';

test.for([
  ['/home/pi/controller.ts', '', 'typescript'],
  ['/home/pi/lib.mjs', '', 'javascript'],
  ['/home/pi/lm75b.py', '', 'python'],
  ['/home/pi/led', '#!/usr/bin/env python3\n', 'python'],
  ['/home/pi/go', '#!/bin/sh\n', 'shell'],
  ['/home/pi/tool', '#!/usr/bin/env node\n', 'javascript'],
  ['/home/pi/.bashrc', '', 'shell'],
  ['/etc/mosquitto/conf.d/lan.conf', '', 'mosquitto-conf'],
  ['/home/pi/mine.conf', '', 'mosquitto-conf'],
  ['/etc/resolv.conf', '', 'plain'],
  ['/etc/mosquitto/aclfile', '', 'mosquitto-acl'],
  ['/home/pi/acl.txt', '', 'mosquitto-acl'],
  ['/home/pi/garden.acl', '', 'mosquitto-acl'],
  ['/home/pi/a.json', '', 'json'],
  ['/home/pi/README.md', '', 'markdown'],
  ['/home/pi/NOTES', '', 'plain'],
  ['/home/pi/.py', '', 'plain'],
] as const)('%s beginning with %j is %s', ([path, text, language]) => {
  expect(languageOf(path, text)).toBe(language);
});

test.for([
  ['/home/pi/controller.ts', 'typescript', false, '/home/pi', 'node controller.ts'],
  ['/home/pi/controller.py', 'python', false, '/home/pi', 'python3 controller.py'],
  ['/home/pi/lm75b.py', 'python', true, '/home/pi', 'python3 lm75b.py'],
  ['/home/pi/led', 'python', true, '/home/pi', './led'],
  ['/home/pi/led', 'python', true, '/', './home/pi/led'],
  ['/home/pi/go.sh', 'shell', false, '/home/pi', 'bash go.sh'],
  ['/home/pi/a/b.ts', 'typescript', false, '/home/pi', 'node a/b.ts'],
  ['/home/pi/a.ts', 'typescript', false, '/tmp', 'node ~/a.ts'],
  ['/opt/a.ts', 'typescript', false, '/home/pi', 'node /opt/a.ts'],
  ['/home/pi/a b.py', 'python', false, '/home/pi', "python3 'a b.py'"],
  ["/home/pi/it's.py", 'python', false, '/home/pi', String.raw`python3 'it'\''s.py'`],
  ['/home/pi/-x.py', 'python', false, '/home/pi', 'python3 ./-x.py'],
  ['/home/pi/NOTES', 'plain', false, '/home/pi', undefined],
  ['/home/pi/x.conf', 'mosquitto-conf', false, '/home/pi', undefined],
  ['/home/pi/NOTES', 'plain', true, undefined, '~/NOTES'],
] as const)('%s (%s, executable: %s) in %s is run by %s', ([path, language, executable, directory, command]) => {
  expect(runCommand({ path, language, executable }, '/home/pi', directory)).toBe(command);
});

test.for([
  ['pi@rpi-pub:~ $ ', '/home/pi'],
  ['pi@rpi-pub:~/logs $ ', '/home/pi/logs'],
  ['pi@rpi-pub:/etc/mosquitto $ ls', '/etc/mosquitto'],
  ['root@rpi-pub:/ # ', '/'],
  ['', undefined],
  ['> ', undefined],
  ['piandmore/rpi-pub/temp 33.5', undefined],
  ['Password: ', undefined],
] as const)('the line %j is a prompt in %s', ([line, directory]) => {
  expect(promptDirectory(line, '/home/pi')).toBe(directory);
});
