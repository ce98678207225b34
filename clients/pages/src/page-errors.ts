/**
 * Errors of the pages themselves: each is told to the server's log once, without anything of the person. Until the
 * server has it, nobody may be told that it is known.
 */

import { useEffect, useState } from "preact/hooks";

/** What the server takes. */
const [MOST_MESSAGE, MOST_FRAMES] = [300, 12];

const reports = new Map<string, Promise<string>>();

/** What broke, where; the same error of the same page has the same one. */
export function describeBreak(error: unknown, address: string) {
  const parts = address
    .replace(/^\/app\//, "")
    .toLowerCase()
    .split("/");
  const { name, message, stack } =
    error instanceof Error ? error : { name: "thrown", message: String(error), stack: "" };
  const frames = (stack ?? "").matchAll(/([\w-]+\.js):(\d+):(\d+)/g);
  return {
    page: parts
      .map((part) => (/^[a-z_-]*$/.test(part) ? part : ":id"))
      .join("/")
      .slice(0, 100),
    name: name.replace(/\W/g, "").slice(0, 60) || "Error",
    message: message.slice(0, MOST_MESSAGE),
    frames: [...frames].slice(0, MOST_FRAMES).map(([place]) => place),
  };
}

/** Tell the server; the id under which its log has it, or "" where it was not taken. */
export function reportBreak(error: unknown): Promise<string> {
  const body = JSON.stringify(describeBreak(error, location.pathname));
  let report = reports.get(body);
  if (!report) reports.set(body, (report = send(body).catch(() => "")));
  return report;
}

/** By a request of its own: what broke may be the client. */
async function send(body: string): Promise<string> {
  const answer = await fetch("/api/v1/health/page-errors/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  });
  return answer.ok ? (answer.headers.get("X-Request-ID") ?? "") : "";
}

/** The id under which the server's log has what broke; "" until it is there, and where nothing broke. */
export function useBreakReport(broken: unknown): string {
  const [known, setKnown] = useState({ broken: undefined as unknown, id: "" });
  useEffect(() => {
    if (broken !== undefined) void reportBreak(broken).then((id) => setKnown({ broken, id }));
  }, [broken]);
  return known.broken === broken ? known.id : "";
}
