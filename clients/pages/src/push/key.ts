/** The centre's key as it is told (base64url) and as browsers take it (bytes). */

export function decodeKey(encoded: string): Uint8Array<ArrayBuffer> {
  const plain = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Whether a subscription was made with this key. */
export function isSameKey(current: ArrayBuffer | null, key: Uint8Array): boolean {
  if (!current) return false;
  const other = new Uint8Array(current);
  return other.length === key.length && other.every((byte, place) => byte === key[place]);
}
