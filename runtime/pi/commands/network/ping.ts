import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import type { StandardOut } from '../stdio.ts';

const page: ManualPage = {
  name: 'ping',
  section: 8,
  summary: 'ask whether a host answers',
  synopsis: ['ping [OPTION]... HOST'],
  description: [
    'Sends one ICMP echo request a second and shows how long each answer took, until Ctrl-C or until COUNT is reached. Then it prints how many were lost.',
  ],
  options: [
    ['-4', 'IPv4, as ever here'],
    ['-c COUNT', 'stop after so many requests'],
    ['-i SECONDS', 'time between two requests'],
    ['-n', 'addresses only, no names'],
    ['-q', 'only the sums at the end'],
    ['-s SIZE', 'bytes in each request; 56 if you do not say'],
    ['-w SECONDS', 'stop after so much time'],
    ['-W SECONDS', 'wait so long for the last answer'],
  ],
  exitStatus: [
    ['0', 'somebody answered'],
    ['1', 'nobody did'],
    ['2', 'there is no such name, or no way leads there'],
  ],
  differences: ['Only hosts of the lab can be reached; the times are those of its simulated network.'],
  seeAlso: ['ip(8)', 'nc(1)'],
};

const HEADER = 28;
const TTL = 64;

/** ping(8) of iputils. */
export const ping = command({
  page,
  usageStatus: 2,
  absent: '6 A a B b D d f I j l L M m N O p Q R S T t U V v',
  run: async (process, { options, operands }, out) => {
    const [host] = operands;
    if (host === undefined) return usage(process, 'usage error: Destination address required');
    const size = whole(options.get('s') ?? '56', 0, 65_507);
    const count = whole(options.get('c') ?? '9007199254740991', 1, Number.MAX_SAFE_INTEGER);
    const interval = Number(options.get('i') ?? 1);
    const until = Number(options.get('w') ?? Infinity);
    for (const [letter, value] of [
      ['c', count],
      ['s', size],
    ] as const) {
      if (value === undefined) return usage(process, `invalid argument: '${options.get(letter) ?? ''}'`);
    }
    if (!(interval >= 0)) return usage(process, `bad timing interval: ${options.get('i') ?? ''}`);
    let address: string;
    try {
      address = process.network.resolve(host);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return usage(process, `${host}: ${strerror(error.code)}`);
    }
    const run = new Pinging(process, out, {
      host,
      address,
      size: size ?? 56,
      shown: options.has('n') || host === address ? address : `${host} (${address})`,
      quiet: options.has('q'),
    });
    return run.run(count ?? 1, interval * 1_000, until * 1_000);
  },
});

const whole = (text: string, least: number, most: number): number | undefined => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
};

const usage = async (process: PiProcess, text: string): Promise<number> => {
  await process.stderr.write(`ping: ${text}\n`);
  return 2;
};

interface Target {
  readonly host: string;
  readonly address: string;
  /** As lines name it. */
  readonly shown: string;
  readonly size: number;
  readonly quiet: boolean;
}

class Pinging {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #target: Target;
  readonly #times: number[] = [];
  #sent = 0;
  #errors = 0;
  #stop: () => void = () => {};
  #stopped = false;

  constructor(process: PiProcess, out: StandardOut, target: Target) {
    this.#process = process;
    this.#out = out;
    this.#target = target;
    out.buffering = process.stdout.isTerminal ? 'line' : 'block';
  }

  /** @returns exit status */
  async run(count: number, interval: number, most: number): Promise<number> {
    const { host, address, size } = this.#target;
    const process = this.#process;
    process.onSignal('SIGINT', () => {
      this.#stopped = true;
      this.#stop();
    });
    process.onSignal('SIGQUIT', () => void this.#out.write(this.#brief()));
    await this.#out.write(`PING ${host} (${address}) ${size}(${size + HEADER}) bytes of data.\n`);
    const began = process.clock.now();
    let last = began;
    while (this.#sent < count && !this.#stopped && process.clock.now() - began < most) {
      last = process.clock.now();
      try {
        await this.#one(++this.#sent);
      } catch (error) {
        if (!(error instanceof SystemError) || error.code !== 'ENETUNREACH') throw error;
        await this.#out.flush();
        await process.stderr.write(`ping: connect: ${strerror(error.code)}\n`);
        return 2;
      }
      const left = Math.min(interval - (process.clock.now() - last), most - (process.clock.now() - began));
      if (this.#sent < count && left > 0) await this.#pause(left);
    }
    await this.#out.write(this.#sums(process.clock.now() - began));
    return this.#times.length > 0 ? 0 : 1;
  }

  async #one(number: number): Promise<void> {
    const { host, shown, size, quiet } = this.#target;
    try {
      // Ctrl-C does not wait for an answer.
      const ms = await Promise.race([
        this.#process.network.echo(host),
        new Promise<undefined>((resolve) => (this.#stop = () => resolve(undefined))),
      ]);
      if (ms === undefined) return;
      this.#times.push(ms);
      const line = `${size + 8} bytes from ${shown}: icmp_seq=${number} ttl=${TTL} time=${shortTime(ms)} ms\n`;
      if (!quiet) await this.#out.write(line);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EHOSTUNREACH') throw error;
      this.#errors++;
      const own = this.#process.machine.address;
      if (!quiet) await this.#out.write(`From ${own} icmp_seq=${number} Destination Host Unreachable\n`);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#process.clock.timer(ms, resolve);
      this.#stop = () => {
        timer.cancel();
        resolve();
      };
    });
  }

  #brief(): string {
    return `\r${this.#times.length}/${this.#sent} packets, ${this.#lost()}% loss\n`;
  }

  #lost(): number {
    return this.#sent === 0 ? 0 : Math.round(((this.#sent - this.#times.length) / this.#sent) * 100);
  }

  #sums(took: number): string {
    const { host } = this.#target;
    const errors = this.#errors > 0 ? `, +${this.#errors} errors` : '';
    const lines = [
      '',
      `--- ${host} ping statistics ---`,
      `${this.#sent} packets transmitted, ${this.#times.length} received${errors}, ${this.#lost()}% packet loss, time ${Math.round(took)}ms`,
    ];
    const times = this.#times;
    if (times.length > 0) {
      const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
      const spread = Math.sqrt(Math.max(0, times.reduce((sum, ms) => sum + ms * ms, 0) / times.length - mean * mean));
      const four = [Math.min(...times), mean, Math.max(...times), spread].map((ms) => ms.toFixed(3));
      lines.push(`rtt min/avg/max/mdev = ${four.join('/')} ms`);
    }
    return `${lines.join('\n')}\n`;
  }
}

/** Three significant digits, as iputils shows them. */
const shortTime = (ms: number): string =>
  ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(3);
