/** The centre's push key: base64url from the server, bytes for the browser. */

export function decodeKey(encoded: string): Uint8Array<ArrayBuffer> {
  const plain = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Whether a subscription was made with this key. */
export function isSameKey(current: ArrayBuffer | null, key: Uint8Array): boolean {
  if (!current) return false;
  const other = new Uint8Array(current);
  return other.length === key.length && other.every((byte, index) => byte === key[index]);
}
