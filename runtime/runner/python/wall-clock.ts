/**
 * What Python's C code takes the time from: clock_gettime(2), localtime(3), mktime(3), in the zone that `TZ` names.
 * Emscripten would ask JavaScript's clock, which is that of the learner's computer.
 */
import { localTime, type LocalTime } from '#runtime/pi/time/local-time.ts';
import type { Clock } from '#runtime/ports.ts';
import type { WasmImports } from './pyodide.ts';

/** Of clock_gettime(2). */
const CLOCK = { realtime: 0, monotonic: 1 } as const;

/** struct tm: nine numbers, then tm_gmtoff. */
const TM = { sec: 0, min: 1, hour: 2, mday: 3, mon: 4, year: 5, wday: 6, yday: 7, isdst: 8, gmtoff: 9 } as const;

/** Where C has `timezone`, `daylight` and the two of `tzname` (tzset(3)); a name has 17 bytes. */
export type ZonePlaces = readonly [timezone: number, daylight: number, standard: number, summer: number];
const LONGEST_NAME = 16;

export class WallClock {
  /** Known when C has asked for them, once in the life of a memory. */
  places: ZonePlaces | undefined;
  #memory: () => Uint8Array = () => new Uint8Array();
  /** The Pi's, once a program runs. */
  #clock: Pick<Clock, 'now'> | undefined;
  #booted = 0;
  #zone = 'UTC';

  /** From now on. @param of the process: when its Pi was switched on, and `TZ` */
  begin(
    clock: Pick<Clock, 'now'>,
    of: { readonly booted: number; readonly env: Readonly<Record<string, string>> },
  ): void {
    this.#clock = clock;
    this.#booted = of.booted;
    this.#zone = of.env['TZ'] ?? '';
    this.#writeZone();
  }

  /** Changes in place what WebAssembly is given to call. */
  replace(imports: WasmImports, memory: () => Uint8Array): void {
    this.#memory = memory;
    const words = (at: number): Int32Array => {
      const { buffer, byteOffset } = memory();
      return new Int32Array(buffer, byteOffset + at, 10);
    };
    for (const module of new Set(Object.values(imports))) {
      const put = (name: string, make: (original: (...args: never[]) => unknown) => unknown): void => {
        const original = module[name];
        if (typeof original !== 'function') return;
        const call = original as (...args: never[]) => unknown;
        module[name] = Object.assign(make(call) as object, call);
      };
      put('emscripten_date_now', (original) => () => this.#clock?.now() ?? original());
      put('clock_time_get', (original) => (id: number, precision: bigint, at: number) => {
        if (id > CLOCK.monotonic || this.#clock === undefined) return original(...([id, precision, at] as never[]));
        const { buffer, byteOffset } = memory();
        const since = id === CLOCK.monotonic ? this.#booted : 0;
        // Nanoseconds since 1970 are too many for a number; microseconds are not.
        const microseconds = Math.round((this.#clock.now() - since) * 1_000);
        new BigInt64Array(buffer, byteOffset + at, 1)[0] = BigInt(microseconds) * 1_000n;
        return 0;
      });
      put('_localtime_js', () => (seconds: bigint, at: number) => {
        writeTime(words(at), localTime(Number(seconds) * 1000, this.#zone), this.#zone);
      });
      put('_mktime_js', () => (at: number) => {
        const tm = words(at);
        const time = makeTime(tm, this.#zone);
        writeTime(tm, localTime(time * 1000, this.#zone), this.#zone);
        return BigInt(time);
      });
      put('_tzset_js', () => (...places: ZonePlaces) => {
        this.places = places;
        this.#writeZone();
      });
    }
  }

  #writeZone(): void {
    if (this.places === undefined) return;
    const [timezone, daylight, standard, summer] = this.places;
    const memory = this.#memory();
    const { year } = localTime(this.#clock?.now() ?? 0, this.#zone);
    const halves = [0, 6].map((month) => localTime(Date.UTC(year, month, 1), this.#zone));
    const [winter, other] = halves.sort((one, another) => one.offset - another.offset);
    const numbers = new Int32Array(memory.buffer, memory.byteOffset, memory.length >> 2);
    numbers[timezone >> 2] = -(winter?.offset ?? 0) * 60;
    numbers[daylight >> 2] = winter?.offset === other?.offset ? 0 : 1;
    for (const [at, name = 'UTC'] of [
      [standard, winter?.zone],
      [summer, other?.zone],
    ] as const)
      memory.set(new TextEncoder().encode(`${name.slice(0, LONGEST_NAME)}\0`), at);
  }
}

function writeTime(tm: Int32Array, time: LocalTime, zone: string): void {
  tm[TM.sec] = time.second;
  tm[TM.min] = time.minute;
  tm[TM.hour] = time.hour;
  tm[TM.mday] = time.day;
  tm[TM.mon] = time.month;
  tm[TM.year] = time.year - 1900;
  tm[TM.wday] = time.weekday;
  tm[TM.yday] = time.yearDay;
  tm[TM.isdst] = time.offset > offsetInWinter(time.year, zone) ? 1 : 0;
  tm[TM.gmtoff] = time.offset * 60;
}

const offsetInWinter = (year: number, zone: string): number =>
  Math.min(...[0, 6].map((month) => localTime(Date.UTC(year, month, 1), zone).offset));

/** Seconds since 1970 of what a clock on the wall shows. */
function makeTime(tm: Int32Array, zone: string): number {
  const [second = 0, minute = 0, hour = 0, day = 0, month = 0, year = 0] = tm;
  const wall = Date.UTC(year + 1900, month, day, hour, minute, second);
  const guess = wall - localTime(wall, zone).offset * 60_000;
  return (wall - localTime(guess, zone).offset * 60_000) / 1000;
}
