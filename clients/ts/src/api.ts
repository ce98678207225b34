/** Typed REST. Paths, parameters and answers are those of docs/openapi.json. */

import { ApiError, NetworkError } from "./errors.js";
import { REPEATABLE, type Paths } from "./generated/api.js";
import { newId } from "./id.js";

export type Method = "get" | "post" | "put" | "patch" | "delete";
type PathsWith<M extends Method> = { [P in keyof Paths]: M extends keyof Paths[P] ? P : never }[keyof Paths];
type Operation<P extends keyof Paths, M extends Method> = M extends keyof Paths[P] ? Paths[P][M] : never;
type Body<O> = O extends { body: infer B; form: infer F }
  ? { body: B; form?: never } | { form: F; body?: never }
  : O extends { body: infer B }
    ? object extends B
      ? { body?: B }
      : { body: B }
    : O extends { form: infer F }
      ? { form: F }
      : unknown;
type Query<O> = O extends { query: infer Q } ? (object extends Q ? { query?: Q } : { query: Q }) : unknown;
type OperationInput<O> = (O extends { path: infer V } ? { path: V } : unknown) & Query<O> & Body<O>;
type Arguments<I> = object extends I ? [options?: I & CallOptions] : [options: I & CallOptions];

/** The answer of an operation: `Answer<"/homework/{id}/", "get">`. */
export type Answer<P extends keyof Paths, M extends Method> = Operation<P, M> extends { answer: infer A } ? A : never;

export interface CallOptions {
  signal?: AbortSignal;
  headers?: Record<string, string>;
  /** For POST: each call makes a new key. Give your own to repeat a call after the page was reloaded. */
  idempotencyKey?: string;
  /**
   * How many tries may follow the first one. By default 4; while the first try is still being answered, as many as fit
   * into 70 s. A reading without any network (`navigator.onLine` is false) is not repeated.
   */
  retries?: number;
  /** The call goes on when the page is left. */
  keepalive?: boolean;
}

/** Where tokens come from. `renew` is called when the server refused the token. */
export interface Bearer {
  access(): Promise<string | undefined>;
  renew(stale: string): Promise<string | undefined>;
}

export interface ApiOptions {
  /** Where the server is, without a path: `https://learn.example.uz`. */
  url: string;
  fetch?: typeof fetch;
  /** `uz`, `ru` or `en`, for users who are not signed in. */
  language?: string;
  /** Milliseconds before the first repeat; doubled each time. */
  firstDelay?: number;
  /** The longest `Retry-After`, in seconds, for which a call waits. */
  longestWait?: number;
}

/**
 * A call with the same key is still being answered, which takes a minute at most. It is repeated for so long (ms),
 * after at most so long (ms) each time.
 */
const IN_PROGRESS = "idempotency_in_progress";
const IN_PROGRESS_MS = 70_000;
const IN_PROGRESS_STEP_MS = 8_000;
/** Codes after which another access token may help. */
const STALE_TOKEN_CODES = ["token_invalid", "not_authenticated"];

interface UntypedOptions extends CallOptions {
  path?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  form?: Record<string, unknown>;
}

/** The REST API for one session. Every method rejects with ApiError or NetworkError. */
export class Api {
  constructor(
    private readonly options: ApiOptions,
    private readonly bearer?: Bearer,
  ) {}

  get<P extends PathsWith<"get">>(
    path: P,
    ...rest: Arguments<OperationInput<Operation<P, "get">>>
  ): Promise<Answer<P, "get">> {
    return this.call("get", path, rest[0]);
  }

  post<P extends PathsWith<"post">>(
    path: P,
    ...rest: Arguments<OperationInput<Operation<P, "post">>>
  ): Promise<Answer<P, "post">> {
    return this.call("post", path, rest[0]);
  }

  put<P extends PathsWith<"put">>(
    path: P,
    ...rest: Arguments<OperationInput<Operation<P, "put">>>
  ): Promise<Answer<P, "put">> {
    return this.call("put", path, rest[0]);
  }

  patch<P extends PathsWith<"patch">>(
    path: P,
    ...rest: Arguments<OperationInput<Operation<P, "patch">>>
  ): Promise<Answer<P, "patch">> {
    return this.call("patch", path, rest[0]);
  }

  delete<P extends PathsWith<"delete">>(
    path: P,
    ...rest: Arguments<OperationInput<Operation<P, "delete">>>
  ): Promise<Answer<P, "delete">> {
    return this.call("delete", path, rest[0]);
  }

  /**
   * One call with its repeats. All repeats carry the same `Idempotency-Key`. After a network error only safe calls are
   * repeated: GET, PUT, and the POSTs that take a key.
   */
  private async call<T>(method: Method, path: string, input: unknown): Promise<T> {
    const options = (input ?? {}) as UntypedOptions;
    const repeatable = method === "get" || method === "put" || (method === "post" && REPEATABLE.includes(path));
    const key = options.idempotencyKey ?? (method === "post" ? newId() : undefined);
    const retries = options.retries ?? 4;
    const startedAt = Date.now();
    let renewed = false;
    for (let tries = 0; ; tries++) {
      const access = await this.bearer?.access();
      let failure: ApiError | NetworkError;
      try {
        const response = await this.send(method, path, options, access, key);
        if (response.ok) return (await readBody(response)) as T;
        failure = await ApiError.of(response);
      } catch (error) {
        if (options.signal?.aborted) throw error;
        failure = new NetworkError(error);
      }
      if (failure instanceof ApiError && STALE_TOKEN_CODES.includes(failure.code) && access && !renewed) {
        renewed = true;
        if (await this.bearer?.renew(access)) continue;
      }
      const delay = this.getRetryDelay(failure, tries, repeatable && !(method === "get" && isOffline()));
      const inProgress = failure instanceof ApiError && failure.code === IN_PROGRESS && options.retries === undefined;
      if (delay === undefined) throw failure;
      if (inProgress ? Date.now() + delay > startedAt + IN_PROGRESS_MS : tries >= retries) throw failure;
      await sleep(delay, options.signal);
    }
  }

  /** Milliseconds until the next try; undefined if the call must not be repeated. */
  private getRetryDelay(failure: ApiError | NetworkError, tries: number, repeatable: boolean): number | undefined {
    const backOff = (this.options.firstDelay ?? 500) * 2 ** tries * (0.5 + Math.random() / 2);
    if (failure instanceof NetworkError) return repeatable ? backOff : undefined;
    const notProcessed = failure.status === 429 || failure.code === IN_PROGRESS;
    if (!notProcessed && !(repeatable && [502, 503, 504].includes(failure.status))) return undefined;
    if (failure.retryAfter === undefined) return backOff;
    if (failure.code === IN_PROGRESS) return Math.min(backOff, failure.retryAfter * 1000, IN_PROGRESS_STEP_MS);
    return failure.retryAfter <= (this.options.longestWait ?? 30) ? failure.retryAfter * 1000 : undefined;
  }

  private send(
    method: Method,
    path: string,
    options: UntypedOptions,
    access?: string,
    key?: string,
  ): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
    if (this.options.language) headers["Accept-Language"] = this.options.language;
    if (access) headers["Authorization"] = `Bearer ${access}`;
    if (key) headers["Idempotency-Key"] = key;
    let body: BodyInit | undefined;
    if (options.form) body = buildForm(options.form);
    else if (options.body !== undefined) {
      body = JSON.stringify(options.body);
      headers["Content-Type"] = "application/json";
    }
    const doFetch = this.options.fetch ?? fetch;
    const url = `${this.options.url}/api/v1${fillPath(path, options.path)}${buildQuery(options.query)}`;
    const { signal, keepalive } = options;
    return doFetch(url, { method: method.toUpperCase(), headers, body, signal, ...(keepalive ? { keepalive } : {}) });
  }
}

/** The device says that it has no network at all: whoever reads is told at once, and what is written is tried on. */
function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

/** JSON as a value, an empty body as undefined, anything else (a recording, a receipt) as a Blob. */
async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const json = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!json) return response.blob();
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}

function fillPath(path: string, values: Record<string, string | number> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

function buildQuery(values: Record<string, unknown> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) query.append(name, String(item));
    }
  }
  const text = String(query);
  return text && `?${text}`;
}

function buildForm(values: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof Blob) form.append(name, value, value instanceof File ? value.name : name);
    else if (value !== undefined && value !== null) form.append(name, String(value));
  }
  return form;
}

/** Run the work with a signal that aborts after so many milliseconds. `AbortSignal.timeout` is not in every browser. */
export async function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const expire = () => controller.abort(new DOMException(`not within ${milliseconds} ms`, "TimeoutError"));
  const timer = setTimeout(expire, milliseconds);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Wait so many milliseconds. Rejects with the signal's reason when the signal is aborted. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
  });
}
