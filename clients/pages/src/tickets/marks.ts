/** How many tickets are late among those on which one works, and how many own ones wait for one's answer. */

import { ticketMarks } from "../badge.ts";
import { talim, type Person } from "../talim.ts";
import { throttleTrailing } from "../throttle.ts";

/** How often (ms) is asked: what is late becomes so by itself. */
const EVERY_MS = 300_000;
/** Several messages at once lead to one question. */
const GATHER_MS = 1_000;

async function loadMarks(me: Person): Promise<void> {
  const count = async (query: object) => (await talim.api.get("/support/tickets/", { query: { ...query, page_size: 1 } })).count;
  const [late, waiting] = await Promise.all([
    me.permissions.includes("support.work") ? count({ mine: false, is_late: true }) : 0,
    count({ mine: true, state: "waiting" }),
  ]);
  ticketMarks.set({ tickets: late, "my-tickets": waiting });
}

/** Keep the marks as they are on the server; the answer stops that. */
export function startTicketMarks(me: Person): () => void {
  const load = () => void loadMarks(me).catch(() => undefined);
  const gathered = throttleTrailing(load, GATHER_MS);
  const stop = talim.realtime.own.on("notification.created", ({ data }) => String(data.notification["type"]).startsWith("support.") && gathered.schedule());
  const timer = setInterval(load, EVERY_MS);
  load();
  return () => {
    stop();
    clearInterval(timer);
    gathered.cancel();
    ticketMarks.set({});
  };
}
