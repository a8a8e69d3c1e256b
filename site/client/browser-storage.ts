/**
 * The page's storage, if it has one: in some private windows, or with storage switched off, touching
 * `localStorage` throws.
 */
export function browserStorage(): Storage | undefined {
  try {
    const probe = 'kleber.probe';
    localStorage.setItem(probe, '');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return undefined;
  }
}
