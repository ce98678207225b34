/** What the pages of certificates read from the server. */

import type { Answer } from "@talim/client";
import { talim } from "../talim.ts";
import { saveFile } from "../ui/download.ts";

export type Certificate = Answer<"/certificates/", "get">["results"][number];

/** Save the PDF as it was made. */
export async function downloadDocument({ id, number }: Certificate): Promise<void> {
  saveFile(await talim.api.get("/certificates/{id}/document/", { path: { id } }), `certificate-${number}.pdf`);
}

/** Save the badge, which is JSON. */
export async function downloadBadge({ id, number }: Certificate): Promise<void> {
  const badge: unknown = await talim.api.get("/certificates/{id}/badge/", { path: { id } });
  saveFile(new Blob([JSON.stringify(badge)], { type: "application/json" }), `badge-${number}.json`);
}

/** What the public page shows in place of the name. */
export async function fetchShownName({ address }: Certificate): Promise<string> {
  const code = address.split("/").at(-1) ?? "";
  return (await talim.api.get("/certificates/public/{code}/", { path: { code } })).name;
}
