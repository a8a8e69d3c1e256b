import type { Stat } from '../../system.ts';

const KIND_LETTER: Readonly<Record<Stat['kind'], string>> = {
  file: '-',
  directory: 'd',
  link: 'l',
  device: 'c',
  pipe: 'p',
};

/** `rwxr-xr-x`, `rwsr-sr-t` */
export const permissionText = (mode: number): string => {
  const bits = [...'rwxrwxrwx'].map((letter, index) => ((mode & (0o400 >> index)) === 0 ? '-' : letter));
  if ((mode & 0o4000) !== 0) bits[2] = bits[2] === 'x' ? 's' : 'S';
  if ((mode & 0o2000) !== 0) bits[5] = bits[5] === 'x' ? 's' : 'S';
  if ((mode & 0o1000) !== 0) bits[8] = bits[8] === 'x' ? 't' : 'T';
  return bits.join('');
};

/** `drwxr-xr-x`, `-rwsr-xr-x`, `lrwxrwxrwx` */
export const modeText = ({ kind, mode }: Stat): string => KIND_LETTER[kind] + permissionText(mode);

/** `0644`: as messages and stat write it. */
export const octalMode = (mode: number): string => (mode & 0o7777).toString(8).padStart(4, '0');

/** What stat(1) and rm's questions call a file. */
export const kindText = ({ kind, size }: Stat): string => {
  switch (kind) {
    case 'file':
      return size === 0 ? 'regular empty file' : 'regular file';
    case 'directory':
      return 'directory';
    case 'link':
      return 'symbolic link';
    case 'device':
      return 'character special file';
    case 'pipe':
      return 'fifo';
  }
};
