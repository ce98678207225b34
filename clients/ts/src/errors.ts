/** How calls fail: the server's refusals, and a network that gave no answer. */

import type { ErrorCode, ErrorOut } from "./generated/api.js";

/** The server refused. Switch on `code`; `detail` and `fields` are for people, in their language. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly detail: string,
    readonly fields: Record<string, string[]>,
    readonly requestId: string,
    /** Seconds to wait before the next try, when the server says so. */
    readonly retryAfter?: number,
  ) {
    super(`${status} ${code}: ${detail}`);
  }

  /** The refusal in a response; what is not our envelope (a proxy's page) reads as `server_error` or `bad_request`. */
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
    );
  }
}

/** No answer came: the network is away or was cut. Whether the server acted is not known. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";

  constructor(cause: unknown) {
    super("The server could not be reached.", { cause });
  }
}
