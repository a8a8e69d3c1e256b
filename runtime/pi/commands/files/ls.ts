import { command } from '../command.ts';
import { page } from './ls.page.ts';
import { Listing } from './ls-listing.ts';
import { listSettings } from './ls-settings.ts';

/** ls(1) */
export const ls = command({
  page,
  absent: 'D dired Z context hyperlink',
  usageStatus: 2,
  run: async (process, parsed, out) => {
    const listing = await Listing.of(process, out, listSettings(process, parsed));
    await listing.run(parsed.operands);
    return listing.complaints.status;
  },
});
