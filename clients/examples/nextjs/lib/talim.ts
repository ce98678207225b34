/** The server's side of the session: the refresh token lies in a cookie that no script of a page can read. */

import { Api, ApiError, type rest } from "@talim/client";
import { cookies, headers } from "next/headers";
import { NextResponse } from "next/server";

const COOKIE = "talim_refresh";
const DAYS_30 = 30 * 86_400;

/** Where Talim is: read when the app runs, not when it is built. */
export function talimUrl(): string {
  return process.env["TALIM_URL"] ?? "http://127.0.0.1:8000";
}

/** REST without anybody's token, for signing in and refreshing. */
export function server(): Api {
  return new Api({ url: talimUrl() });
}

/** Headers that tell Talim who really asks, for its limits: its TRUSTED_PROXIES has to name this app's machine. */
export async function askedBy(): Promise<Record<string, string>> {
  const address = (await headers()).get("x-forwarded-for");
  return address ? { "X-Forwarded-For": address } : {};
}

export async function refreshToken(): Promise<string | undefined> {
  return (await cookies()).get(COOKIE)?.value;
}

/** Keep the refresh token in the cookie, and hand only the access token to the page. */
export async function keep(tokens: rest.TokensOut): Promise<NextResponse> {
  (await cookies()).set(COOKIE, tokens.refresh, {
    httpOnly: true,
    sameSite: "strict",
    secure: process.env["INSECURE_COOKIE"] !== "true",
    path: "/",
    maxAge: DAYS_30,
  });
  return NextResponse.json({ access: tokens.access, expires_in: tokens.expires_in });
}

export async function forget(): Promise<void> {
  (await cookies()).delete(COOKIE);
}

/** Talim's refusal, as it came. */
export function refusal(error: unknown): NextResponse {
  if (!(error instanceof ApiError)) return NextResponse.json({ code: "unavailable", detail: "Talim does not answer." }, { status: 503 });
  const { status, code, detail, fields } = error;
  return NextResponse.json({ code, detail, fields }, { status });
}
