import { md5 as md5Hash } from '@noble/hashes/legacy.js';
import { sha256 as sha256Hash } from '@noble/hashes/sha2.js';
import { checksum } from './checksum.ts';

export const md5sum = checksum(
  { name: 'md5sum', label: 'MD5', length: 32, create: () => md5Hash.create() },
  'sha256sum(1)',
);
export const sha256sum = checksum(
  { name: 'sha256sum', label: 'SHA256', length: 64, create: () => sha256Hash.create() },
  'md5sum(1)',
);
