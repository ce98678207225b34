/** What this browser can record that the server can read. */

const FORMATS: [type: string, ending: string][] = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/mp4;codecs=mp4a.40.2", "m4a"],
  ["audio/webm", "webm"],
  ["audio/mp4", "m4a"],
];

/** The best type that is supported; empty: the browser chooses; undefined: it cannot record. */
export function chooseFormat(supported: ((type: string) => boolean) | undefined): string | undefined {
  if (!supported) return undefined;
  return FORMATS.find(([type]) => supported(type))?.[0] ?? "";
}

/** How a file of this type is called. */
export function getFileExtension(type: string): string {
  const plain = type.split(";")[0];
  return FORMATS.find(([known]) => known.split(";")[0] === plain)?.[1] ?? "webm";
}
