/** Sign in, with or without a second factor, and sign out. */

import { NextResponse } from "next/server";
import { forwardedHeaders, clearTokens, storeTokens, refreshToken, toErrorResponse, createApi } from "@/lib/talim";

interface SignInFields {
  login?: string;
  password?: string;
  mfa_ticket?: string;
  code?: string;
}

export async function POST(request: Request): Promise<NextResponse> {
  const { login = "", password = "", mfa_ticket, code = "" } = (await request.json()) as SignInFields;
  const headers = await forwardedHeaders();
  try {
    const answer = mfa_ticket
      ? await createApi().post("/auth/login/mfa/", { body: { mfa_ticket, code }, headers })
      : await createApi().post("/auth/login/", { body: { login, password }, headers });
    return "mfa_ticket" in answer ? NextResponse.json(answer) : await storeTokens(answer);
  } catch (error) {
    return toErrorResponse(error);
  }
}

export async function DELETE(): Promise<NextResponse> {
  const refresh = await refreshToken();
  await clearTokens();
  if (refresh) {
    try {
      const { access } = await createApi().post("/auth/refresh/", { body: { refresh } });
      await createApi().post("/auth/logout/", { headers: { Authorization: `Bearer ${access}` } });
    } catch {
      // The session is over already, or it ends by itself. The cookie is gone in both cases.
    }
  }
  return new NextResponse(null, { status: 204 });
}
