/** Another access token for the refresh token in the cookie, which is exchanged for the next one. */

import { ApiError } from "@talim/client";
import type { NextResponse } from "next/server";
import { askedBy, forget, keep, refreshToken, refusal, server } from "@/lib/talim";

export async function POST(): Promise<NextResponse> {
  const refresh = (await refreshToken()) ?? "";
  try {
    return await keep(await server().post("/auth/refresh/", { body: { refresh }, headers: await askedBy() }));
  } catch (error) {
    if (error instanceof ApiError && [401, 422].includes(error.status)) await forget();
    return refusal(error);
  }
}
