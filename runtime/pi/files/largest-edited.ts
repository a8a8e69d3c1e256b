/** Bytes. An editor in a page takes no larger files: neither nano(1) opens them there, nor the page itself. */
export const LARGEST_EDITED = 2 * 1024 * 1024;
