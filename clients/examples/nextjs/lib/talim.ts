/** The server's side of the session: the refresh token is in a cookie that no script of a page can read. */

import { Api, ApiError, type rest } from "@talim/client";
import { cookies, headers } from "next/headers";
import { NextResponse } from "next/server";

const COOKIE_NAME = "talim_refresh";
const MAX_AGE_SECONDS = 30 * 86_400;

/** The address of Talim, read when the app runs, not when it is built. */
export function talimUrl(): string {
  return process.env["TALIM_URL"] ?? "http://127.0.0.1:8000";
}

/** REST without an access token, to sign in and to refresh. */
export function createApi(): Api {
  return new Api({ url: talimUrl() });
}

/**
 * Headers with the browser's address, for Talim's rate limits. Talim's TRUSTED_PROXIES must name this app's machine.
 */
export async function forwardedHeaders(): Promise<Record<string, string>> {
  const address = (await headers()).get("x-forwarded-for");
  return address ? { "X-Forwarded-For": address } : {};
}

export async function refreshToken(): Promise<string | undefined> {
  return (await cookies()).get(COOKIE_NAME)?.value;
}

/** Store the refresh token in the cookie and give only the access token to the page. */
export async function storeTokens(tokens: rest.TokensOut): Promise<NextResponse> {
  (await cookies()).set(COOKIE_NAME, tokens.refresh, {
    httpOnly: true,
    sameSite: "strict",
    secure: process.env["INSECURE_COOKIE"] !== "true",
    path: "/",
    maxAge: MAX_AGE_SECONDS,
  });
  return NextResponse.json({ access: tokens.access, expires_in: tokens.expires_in });
}

export async function clearTokens(): Promise<void> {
  (await cookies()).delete(COOKIE_NAME);
}

/** Talim's error as a response with the same status. */
export function toErrorResponse(error: unknown): NextResponse {
  if (!(error instanceof ApiError))
    return NextResponse.json({ code: "unavailable", detail: "Talim does not answer." }, { status: 503 });
  const { status, code, detail, fields } = error;
  return NextResponse.json({ code, detail, fields }, { status });
}
