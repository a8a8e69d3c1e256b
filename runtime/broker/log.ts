/**
 * What the broker says about its work: Mosquitto's words, line by line, as `mosquitto -v` prints
 * them (without the time). The levels are those of `log_type` in mosquitto.conf(5).
 */
import { ALL_LOG_TYPES, type LogType } from '#runtime/config/values.ts';

export type LogLevel = LogType;

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
  /** Why a client was sent away, with the clause; Mosquitto's own words do not say it. */
  readonly cause?: Error;
}

/**
 * One function a level, absent where nobody listens: `log.debug?.(…)` then costs nothing, not even
 * the building of its text.
 */
export type Log = { readonly [Level in LogLevel]?: (text: string, cause?: Error) => void };

/** @param levels what to write of; all when absent */
export function createLog(write?: (line: LogLine) => void, levels: readonly LogLevel[] = ALL_LOG_TYPES): Log {
  const log: Log = {};
  if (write !== undefined) selectLevels(log, write, levels);
  return log;
}

/** From now on only these are written of. */
export function selectLevels(
  log: { -readonly [Level in LogLevel]?: Log[Level] },
  write: (line: LogLine) => void,
  levels: readonly LogLevel[],
): void {
  for (const level of Object.keys(log)) delete log[level as LogLevel];
  for (const level of levels) {
    log[level] = (text, cause) => write(cause === undefined ? { level, text } : { level, text, cause });
  }
}
