/** All manual pages of a Pi: those that its commands bring, and those that belong to none. */
import type { Late } from '../late.ts';
import type { Command } from '../system.ts';
import type { ManualPage, TranslatedPage } from './page.ts';

export type TranslatedPages = Readonly<Record<string, TranslatedPage>>;

export interface ManualLibrary {
  /** Pages of that name, upper or lower case, the lowest section first. Fetches what is not there yet. */
  find(name: string): Promise<readonly ManualPage[]>;
  /** Every page, by name. */
  all(): Promise<readonly ManualPage[]>;
  /** The German words of a page; undefined: there are none. */
  german(name: string): Promise<TranslatedPage | undefined>;
}

export interface LibraryOptions {
  /** Asked when a page is wanted: man itself is one of them. */
  readonly commands: () => readonly Command[];
  /** Of files, of protocols, of programs that bring none. */
  readonly pages: readonly ManualPage[];
  readonly german: Late<TranslatedPages>;
}

export const manualLibrary = ({ commands, pages, german }: LibraryOptions): ManualLibrary => {
  const pageOf = async ({ page, late }: Command): Promise<readonly ManualPage[]> => {
    const found = page ?? late?.now?.page ?? (await late?.get())?.page;
    return found === undefined ? [] : [found];
  };
  const allOf = async (some: readonly Command[]): Promise<ManualPage[]> => {
    const brought = (await Promise.all(some.map(pageOf))).flat();
    const names = new Set(brought.map(({ name, section }) => `${name}(${section})`));
    return [...brought, ...pages.filter(({ name, section }) => !names.has(`${name}(${section})`))];
  };
  return {
    find: async (name) => {
      const wanted = name.toLowerCase();
      const some = commands().filter((command) => command.name.toLowerCase() === wanted);
      const found = (await allOf(some)).filter((page) => page.name.toLowerCase() === wanted);
      return found.toSorted((a, b) => a.section - b.section);
    },
    all: async () => {
      const found = await allOf(commands());
      return found.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.section - b.section));
    },
    german: async (name) => (await german.get())[name],
  };
};
