import { ICONS, type IconName } from './icons.ts';

/** The same as Icon.astro, where the page changes. */
export const Icon = ({ name, small = false }: { name: IconName; small?: boolean }) => (
  <svg
    class={small ? 'k-icon k-icon-small' : 'k-icon'}
    viewBox="0 0 16 16"
    aria-hidden="true"
    dangerouslySetInnerHTML={{ __html: ICONS[name] }}
  />
);
