/** Style sheets that come with what needs them. */

const added = new Map<string, Promise<void>>();

/** Add the sheet at this address, once. It resolves when the sheet is there, or cannot be had now. */
export function addSheet(address: string): Promise<void> {
  let adding = added.get(address);
  if (!adding) added.set(address, (adding = load(address)));
  return adding;
}

function load(address: string): Promise<void> {
  return new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = () => done();
    link.onerror = () => {
      link.remove();
      added.delete(address);
      done();
    };
    document.head.append(link);
  });
}
