/**
 * All subscriptions as Mosquitto prints them at SIGUSR2, a level a line, with those who have subscribed
 * and their QoS: ordinary topics first, then each kind that begins with `$`, then shared subscriptions,
 * of which the levels alone are shown.
 *
 *         ␠
 *           ␠
 *             a
 *               b (x, 1) (y, 0)
 *         $SYS
 *         ␠
 */
import { parseSharedFilter } from '#runtime/mqtt/filter.ts';
import type { Session } from './session/session.ts';

class Level {
  readonly below = new Map<string, Level>();
  text = '';

  at(levels: readonly string[]): Level {
    const [first, ...others] = levels;
    if (first === undefined) return this;
    let next = this.below.get(first);
    if (next === undefined) this.below.set(first, (next = new Level()));
    return next.at(others);
  }

  lines(name: string, indent: number): string[] {
    const own = `${' '.repeat(indent)}${name}${this.text}`;
    return [own, ...[...this.below].flatMap(([below, level]) => level.lines(below, indent + 2))];
  }
}

export function subscriptionsText(sessions: Iterable<Session>): string {
  const kinds = new Map([
    ['', new Level()],
    ['$SYS', new Level()],
  ]);
  const shared = new Level();
  for (const { clientId, subscriptions } of sessions) {
    for (const [filter, { qos }] of subscriptions) {
      const share = parseSharedFilter(filter);
      if (share !== undefined) {
        shared.at(['', ...share.filter.split('/')]);
        continue;
      }
      const levels = filter.split('/');
      const [first = ''] = levels;
      const kind = first.startsWith('$') ? first : '';
      let root = kinds.get(kind);
      if (root === undefined) kinds.set(kind, (root = new Level()));
      root.at(kind === '' ? ['', ...levels] : levels).text += ` (${clientId}, ${qos})`;
    }
  }
  const roots = [...kinds, ['', shared] as const];
  return roots
    .flatMap(([name, level]) => level.lines(name, 4))
    .map((line) => `${line}\n`)
    .join('');
}
