/** What the server says of pupils who may leave. */

import type { Answer } from "@talim/client";

export type AtRisk = Answer<"/analytics/at-risk/", "get">["results"][number];
export type Model = Answer<"/analytics/at-risk/model/", "get">;
