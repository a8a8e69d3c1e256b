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
  if (write === undefined) return {};
  const log: { [Level in LogLevel]?: (text: string, cause?: Error) => void } = {};
  for (const level of levels) {
    log[level] = (text, cause) => write(cause === undefined ? { level, text } : { level, text, cause });
  }
  return log;
}
