/** What the link of a letter, or the code on the teacher's screen, carries behind its #: servers are not sent it. */

export function behind(name: string): string {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? "";
}

/** Take it from the address: it is used up, or of no use. */
export function forget(): void {
  history.replaceState(null, "", location.pathname);
}
