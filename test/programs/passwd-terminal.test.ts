import { expect, test } from 'vitest';
import { TestLab } from '../kit/lab.ts';

/** At a terminal of a simulated Pi. */
test('a password is not shown while it is typed, and the terminal shows again afterwards', async () => {
  const lab = await TestLab.open();
  const [terminal] = lab.lab.terminals.map(({ id }) => id);
  if (terminal === undefined) throw new Error('the lab has no terminal');
  await lab.type(terminal, 'mosquitto_passwd -c pw ada');
  await lab.type(terminal, 'geheim');
  await lab.type(terminal, 'geheim');
  await lab.type(terminal, "cut -d '$' -f 1-3 pw");
  const screen = lab.screen(terminal);
  expect(screen).toContain('Password: \nReenter password: \n');
  expect(screen).not.toContain('geheim');
  expect(screen).toContain("cut -d '$' -f 1-3 pw");
  expect(screen).toContain('ada:$7$101');
});

test('^C while it is asked for gives the terminal back', async () => {
  const lab = await TestLab.open();
  const [terminal] = lab.lab.terminals.map(({ id }) => id);
  if (terminal === undefined) throw new Error('the lab has no terminal');
  await lab.type(terminal, 'mosquitto_passwd -c pw ada');
  await lab.keys(terminal, 'gehe\x03');
  await lab.type(terminal, 'echo $?; ls pw');
  const screen = lab.screen(terminal);
  expect(screen).not.toContain('gehe');
  expect(screen).toMatch(/echo \$\?; ls pw\n0\n/);
  expect(screen).toContain("cannot access 'pw'");
});
