/** An element that the page's own markup promises. */
export function find<E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E {
  const element = within.querySelector<E>(selector);
  if (element === null) throw new Error(`this page has no ${selector}`);
  return element;
}
