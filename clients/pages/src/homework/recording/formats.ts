/** Formats that this browser can record and the server can read. */

const FORMATS: [type: string, ending: string][] = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/mp4;codecs=mp4a.40.2", "m4a"],
  ["audio/webm", "webm"],
  ["audio/mp4", "m4a"],
];

/** The best supported type; empty: the browser chooses; undefined: the browser cannot record. */
export function chooseFormat(supported: ((type: string) => boolean) | undefined): string | undefined {
  if (!supported) return undefined;
  return FORMATS.find(([type]) => supported(type))?.[0] ?? "";
}

/** The file extension of a type. */
export function getFileExtension(type: string): string {
  const plain = type.split(";")[0];
  return FORMATS.find(([known]) => known.split(";")[0] === plain)?.[1] ?? "webm";
}
