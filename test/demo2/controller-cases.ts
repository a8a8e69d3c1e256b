/**
 * What the temperature's topic may carry, and what becomes of a controller then: cases like the recorded ones of
 * kind `controller` (s106 to s109), for the programs that the Pis are delivered with. What the talk's does
 * was recorded with Python 3.11 and paho-mqtt 1.6.1; ours has to live.
 */
import { CONTROLLER_PY } from '#runtime/lab/delivered/controller-py.ts';
import { CONTROLLER_TS } from '#runtime/lab/delivered/controller-ts.ts';
import type { Condition, GoldenCase, Outcome } from '../golden/case.ts';

interface Payload {
  readonly name: string;
  /** Options of mosquitto_pub. */
  readonly options: string;
  /** Shell line that mosquitto_pub reads; absent: nothing. */
  readonly input?: string;
  /** How Python writes it. */
  readonly repr: string;
  /** How the talk's controller ends of it; absent: it lives. */
  readonly dies?: string;
  /** What the talk's controller makes the LEDs show of it; absent: nothing. */
  readonly level?: '1' | '2';
  /** What ours says of it; absent: that it is a temperature. */
  readonly said?: string;
}

const MEGABYTE = 1_000_000;
const NO_NUMBER = 'ValueError: could not convert string to float:';

/** A run of x is one x in what is compared. */
export const PAYLOADS: readonly Payload[] = [
  { name: 'no number', options: '-m warm', repr: "b'warm'", dies: `${NO_NUMBER} b'warm'`, said: '4 bytes: "warm"' },
  { name: 'nothing', options: '-n', repr: "b''", dies: `${NO_NUMBER} b''`, said: '0 bytes: ""' },
  { name: 'nan', options: '-m nan', repr: "b'nan'", said: '3 bytes: "nan"' },
  { name: 'inf', options: '-m inf', repr: "b'inf'", level: '2', said: '3 bytes: "inf"' },
  { name: '-inf', options: '-m -inf', repr: "b'-inf'", level: '1', said: '4 bytes: "-inf"' },
  { name: 'a comma', options: '-m 21,5', repr: "b'21,5'", dies: `${NO_NUMBER} b'21,5'`, said: '4 bytes: "21,5"' },
  {
    name: 'bytes that are not UTF-8',
    options: '-s',
    input: String.raw`printf '\377\376'`,
    repr: String.raw`b'\xff\xfe'`,
    dies: String.raw`${NO_NUMBER} b'\xff\xfe'`,
    said: '2 bytes: "\u{fffd}\u{fffd}"',
  },
  {
    name: '1 MB',
    options: '-s',
    input: String.raw`head -c ${MEGABYTE} /dev/zero | tr '\0' x`,
    repr: "b'x'",
    dies: `${NO_NUMBER} b'x'`,
    said: `${MEGABYTE} bytes: "x"`,
  },
  { name: 'exactly 33.00', options: '-m 33.00', repr: "b'33.00'" },
];

const TEMP = 'piandmore/rpi-pub/temp';
const LED = 'piandmore/rpi-sub/led';
const PUB = `mosquitto_pub -h 127.0.0.1 -p $PORT -t ${TEMP}`;
const quiet: Outcome = { stdout: '', stderr: '', exit: 0 };
const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

/** One at a time: cool, the payload, warm if there is still somebody to hear it, and the end. */
function caseOf(
  program: { readonly file: string; readonly text: string; readonly command: string },
  { name, options, input }: Payload,
  { levels, lives, ...ctl }: { readonly levels: readonly string[]; readonly lives: boolean } & Omit<Outcome, 'exit'>,
): GoldenCase {
  const subscribed = { proc: 'broker', stream: 'stderr', regex: 'Sending SUBACK to', count: 1 } as const;
  const shown = (count: number): Condition => ({ proc: 'led', stream: 'stdout', lines: count });
  return {
    id: `${program.file}, ${name}`,
    kind: 'controller',
    title: lives ? 'the controller goes on' : 'the controller dies, and its will is published',
    conf: null,
    files: { [program.file]: program.text.replace('1883', '$PORT') },
    steps: [
      { start: 'led', cmd: `mosquitto_sub -h 127.0.0.1 -p $PORT -t ${LED}`, until: subscribed },
      { start: 'ctl', cmd: `exec ${program.command} ${program.file}`, until: subscribed },
      { run: `${PUB} -m 22.0`, id: 'cool', until: shown(1) },
      { run: `${input === undefined ? '' : `${input} | `}${PUB} ${options}`, id: 'bad' },
      ...(lives
        ? [
            { run: `${PUB} -m 33.125`, id: 'warm', until: shown(levels.length - 1) },
            { signal: ['ctl', 'KILL'], until: shown(levels.length) } as const,
          ]
        : [{ wait_exit: 'ctl' }, { await: shown(levels.length) }]),
    ],
    normalise: [
      { regex: String.raw`Traceback \(most recent call last\):\n(?:(?:  .*|)\n)*`, replace: 'Traceback\n' },
      { regex: 'x{2,}', replace: 'x' },
    ],
    expect: {
      led: { stdout: lines(levels), stderr: '', exit: 0 },
      ctl: { ...ctl, exit: lives ? 137 : 1 },
      cool: quiet,
      bad: quiet,
      ...(lives ? { warm: quiet } : {}),
    },
  };
}

/** The talk's: a payload that Python's float() does not take is its last. */
export const TALKS_CONTROLLER: readonly GoldenCase[] = PAYLOADS.map((payload) => {
  const { repr, dies, level } = payload;
  const lives = dies === undefined;
  const levels = ['1', ...(level === undefined ? [] : [level]), ...(lives ? ['2'] : [])];
  const mids = levels.map((_, at) => `mid: ${at + 2}`);
  const stdout = lines([
    'Connected with result code 0',
    'Subscribed: 1 (0,)',
    `${TEMP} 0 b'22.0'`,
    ...mids.slice(0, 1),
    `${TEMP} 0 ${repr}`,
    ...(level === undefined ? [] : mids.slice(1, 2)),
    ...(lives ? [`${TEMP} 0 b'33.125'`, ...mids.slice(-1)] : []),
  ]);
  const program = { file: 'controller.py', text: CONTROLLER_PY, command: 'python3' };
  return caseOf(program, payload, {
    levels: [...levels, '4'],
    lives,
    stdout,
    stderr: lives ? '' : `Traceback\n${dies}\n`,
  });
});

/** Ours: whatever comes, it goes on. */
export const OUR_CONTROLLER: readonly GoldenCase[] = PAYLOADS.map((payload) => {
  const { said } = payload;
  const heard = said === undefined ? ['33.00'] : [];
  return caseOf({ file: 'controller.ts', text: CONTROLLER_TS, command: 'node' }, payload, {
    levels: ['1', '2', '4'],
    lives: true,
    stdout: lines(['Connected', ...['22.0', ...heard, '33.125'].map((text) => `${TEMP} ${text}`)]),
    stderr: said === undefined ? '' : `${TEMP}: no temperature, but ${said}\n`,
  });
});
