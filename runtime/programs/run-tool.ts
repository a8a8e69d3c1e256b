import type { Process } from '#runtime/pi/process.ts';
import { loadSettings } from './load-settings.ts';
import { MOSQUITTO_PUB_HELP } from './mosquitto-pub-help.ts';
import { MOSQUITTO_RR_HELP } from './mosquitto-rr-help.ts';
import { MOSQUITTO_SUB_HELP } from './mosquitto-sub-help.ts';
import { HelpRequest } from './option.ts';
import type { Settings, ToolName } from './settings.ts';
import { UsageError } from './usage-error.ts';

export const HELP: Readonly<Record<ToolName, string>> = {
  mosquitto_pub: MOSQUITTO_PUB_HELP,
  mosquitto_sub: MOSQUITTO_SUB_HELP,
  mosquitto_rr: MOSQUITTO_RR_HELP,
};

/**
 * Loads the settings, answers `--help` and wrong command lines, and leaves the rest to `body`.
 * @param body may throw UsageError too
 */
export async function runTool(
  process: Process,
  tool: ToolName,
  body: (process: Process, settings: Settings) => Promise<number>,
): Promise<number> {
  try {
    const settings = await loadSettings(process, tool);
    // As libmosquitto does: an output that is gone is an error like any other.
    process.onSignal('SIGPIPE', 'ignore');
    return await body(process, settings);
  } catch (error) {
    if (error instanceof HelpRequest) {
      await process.stdout.write(error.what === 'help' ? HELP[tool] : versionLine(tool));
      return 1;
    }
    if (error instanceof UsageError) {
      await process.stderr.write(`${error.text}\nUse '${tool} --help' to see usage.\n`);
      return 1;
    }
    throw error;
  }
}

/** The line of the help that names the version. */
const versionLine = (tool: ToolName): string =>
  `${HELP[tool].split('\n').find((line) => / version /.test(line)) ?? ''}\n`;
