export function which(name: string): string | undefined;
export function findChromium(): { path: string } | { why: string };
