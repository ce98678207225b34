/** Errors of calls: refusals of the server, and network errors. */

import type { ErrorCode, ErrorOut } from "./generated/api.js";

/** The server refused. Switch on `code`; `detail` and `fields` are texts in the user's language. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly detail: string,
    readonly fields: Record<string, string[]>,
    readonly requestId: string,
    /** Seconds until the next try, if the server says so. */
    readonly retryAfter?: number,
    /** The answer's JSON; `{}` where there was none. */
    readonly body: unknown = {},
  ) {
    super(`${status} ${code}: ${detail}`);
  }

  /** The error of a response. A body that is not ours (a proxy's page) becomes `server_error` or `bad_request`. */
  static async of(response: Response): Promise<ApiError> {
    const seconds = Number(response.headers.get("Retry-After") ?? NaN);
    const body = (await response.json().catch(() => ({}))) as Partial<ErrorOut>;
    const { status } = response;
    return new ApiError(
      status,
      body.code ?? (status >= 500 ? "server_error" : "bad_request"),
      body.detail ?? response.statusText,
      body.fields ?? {},
      body.request_id ?? response.headers.get("X-Request-Id") ?? "",
      Number.isFinite(seconds) ? seconds : undefined,
      body,
    );
  }
}

/** No answer came. Whether the server acted is not known. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";

  constructor(cause: unknown) {
    super("The server could not be reached.", { cause });
  }
}
