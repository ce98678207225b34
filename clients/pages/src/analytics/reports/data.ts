/** Reports as the API answers them, and how one is asked for. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import type { TableFile } from "../../ui/download.ts";

export type Report = Answer<"/analytics/reports/", "get">["results"][number];
export type Schedule = Answer<"/analytics/report-schedules/", "get">["results"][number];
export type ReportFormat = Report["format"];
/** What is to be made, before there is a report or a schedule of it. */
export type Draft = Pick<Report, "name" | "table" | "address" | "format">;

/** `key`: the idempotency key of this wish. */
export function askForReport({ path, query, name }: TableFile, format: ReportFormat, key: string): Promise<Report> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const words = given.map(([key, value]): [string, string] => [key, String(value)]);
  const address = words.length ? `${path}?${new URLSearchParams(words).toString()}` : path;
  return talim.api.post("/analytics/reports/", { body: { name, address, format }, idempotencyKey: key });
}
