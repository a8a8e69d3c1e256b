/** Points in time as systemd's programs write them, in UTC. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sun 2026-11-22 10:39:00 UTC` */
export const timestamp = (at: number): string => {
  const iso = new Date(at).toISOString();
  return `${DAYS[new Date(at).getUTCDay()]} ${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
};

/** `Nov 22 10:39:00`, as syslog has it. */
export const shortTime = (at: number): string => {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
};

const UNITS = [
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `5min 3s ago`, `2 days ago`: the two largest parts, of minutes and below. */
export const ago = (ms: number): string => {
  let left = Math.max(0, Math.floor(ms / 1_000));
  if (left === 0) return 'just now';
  const parts: string[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(left / seconds);
    if (count === 0 || parts.length === 2) continue;
    left -= count * seconds;
    const isWord = unit.length > 3 || unit === 'day';
    parts.push(isWord ? `${count} ${unit}${count === 1 ? '' : 's'}` : `${count}${unit}`);
    if (unit === 'min' && count >= 5) break;
  }
  return `${parts.join(' ')} ago`;
};

/**
 * What `--since` takes: `10 min ago`, `-1h`, `today`, `yesterday`, `now`, `10:30`, `2026-11-22 10:30:00`.
 * @returns milliseconds since 1970-01-01T00:00:00Z; undefined: no time
 */
export const readMoment = (text: string, now: number): number | undefined => {
  const midnight = now - (((now % 86_400_000) + 86_400_000) % 86_400_000);
  if (text === 'now') return now;
  if (text === 'today') return midnight;
  if (text === 'yesterday') return midnight - 86_400_000;
  const relative = /^-?\s*(\d+)\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)(\s+ago)?$/.exec(text);
  if (relative?.[1] !== undefined && (text.startsWith('-') || relative[3] !== undefined)) {
    const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[relative[2]?.charAt(0) ?? 's'] ?? 1;
    return now - Number(relative[1]) * seconds * 1_000;
  }
  const [, date, time] = /^(?:(\d{4}-\d\d-\d\d)(?:[ T]|$))?(\d\d:\d\d(?::\d\d)?)?$/.exec(text) ?? [];
  if (date === undefined && time === undefined) return undefined;
  const day = date ?? new Date(now).toISOString().slice(0, 10);
  const at = Date.parse(`${day}T${(time ?? '00:00').padEnd(8, ':00')}Z`);
  return Number.isNaN(at) ? undefined : at;
};
