/** Signing in, with or without a second factor, and signing out. */

import { NextResponse } from "next/server";
import { askedBy, forget, keep, refreshToken, refusal, server } from "@/lib/talim";

interface Proof {
  login?: string;
  password?: string;
  mfa_ticket?: string;
  code?: string;
}

export async function POST(request: Request): Promise<NextResponse> {
  const { login = "", password = "", mfa_ticket, code = "" } = (await request.json()) as Proof;
  const headers = await askedBy();
  try {
    const answer = mfa_ticket
      ? await server().post("/auth/login/mfa/", { body: { mfa_ticket, code }, headers })
      : await server().post("/auth/login/", { body: { login, password }, headers });
    return "mfa_ticket" in answer ? NextResponse.json(answer) : await keep(answer);
  } catch (error) {
    return refusal(error);
  }
}

export async function DELETE(): Promise<NextResponse> {
  const refresh = await refreshToken();
  await forget();
  if (refresh) {
    try {
      const { access } = await server().post("/auth/refresh/", { body: { refresh } });
      await server().post("/auth/logout/", { headers: { Authorization: `Bearer ${access}` } });
    } catch {
      // The session is over already, or ends by itself; here it has ended.
    }
  }
  return new NextResponse(null, { status: 204 });
}
