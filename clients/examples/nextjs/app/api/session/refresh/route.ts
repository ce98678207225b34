/** Exchanges the refresh token of the cookie for a new access token. The cookie gets the next refresh token. */

import { ApiError } from "@talim/client";
import type { NextResponse } from "next/server";
import { forwardedHeaders, clearTokens, storeTokens, refreshToken, toErrorResponse, createApi } from "@/lib/talim";

export async function POST(): Promise<NextResponse> {
  const refresh = (await refreshToken()) ?? "";
  try {
    return await storeTokens(
      await createApi().post("/auth/refresh/", { body: { refresh }, headers: await forwardedHeaders() }),
    );
  } catch (error) {
    if (error instanceof ApiError && [401, 422].includes(error.status)) await clearTokens();
    return toErrorResponse(error);
  }
}
