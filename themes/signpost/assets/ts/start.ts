/**
 * Starts what a page names in data-module. A module that fails leaves the page as it was without script.
 */
export function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(error);
  }
}

/** Starts a module at each element that names it. */
export function start(name: string, module: (element: HTMLElement) => void): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-module="${name}"]`)) attempt(() => module(element));
}
