/**
 * The push service is the browser's maker's, out on the internet: what the browser would get from it is stood in for here.
 */

/** A browser whose push service answers, or is away. */
export function pushService({ answers }: { answers: boolean }): void {
  const KEY = "test.push";
  const text = (bytes: Uint8Array) =>
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const kept = () => {
    const result = localStorage.getItem(KEY);
    if (!result) return null;
    const { json, key } = JSON.parse(result) as { json: object; key: number[] };
    const options = { userVisibleOnly: true, applicationServerKey: Uint8Array.from(key).buffer };
    const unsubscribe = async () => (localStorage.removeItem(KEY), true);
    return { options, toJSON: () => json, unsubscribe } as unknown as PushSubscription;
  };
  PushManager.prototype.getSubscription = async () => kept();
  PushManager.prototype.subscribe = async (options) => {
    if (!answers) throw new DOMException("Registration failed - push service not available", "AbortError");
    const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const auth = crypto.getRandomValues(new Uint8Array(16));
    const endpoint = `https://fcm.googleapis.com/fcm/send/${crypto.randomUUID()}`;
    const json = { endpoint, expirationTime: null, keys: { p256dh: text(point), auth: text(auth) } };
    const key = [...new Uint8Array(options?.applicationServerKey as unknown as ArrayBuffer)];
    localStorage.setItem(KEY, JSON.stringify({ json, key }));
    return kept() as PushSubscription;
  };
}
