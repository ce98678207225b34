/** What waits for the person on pages of the menu: tickets, discussions with new texts, and reported texts. */

import { pageMarks } from "../badge.ts";
import { path } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { throttleTrailing } from "../throttle.ts";

/** How often (ms) is asked: what is late becomes so by itself. */
const EVERY_MS = 300_000;
/** Several messages at once lead to one question. */
const GATHER_MS = 1_000;
/** Forums whose new texts are counted. */
const FORUMS = 100;
/** Messages about tickets, discussions and reports begin so. */
const KINDS = /^(support|forums|moderation)\./;
/** Who leaves these pages has read something. */
const READING = /^(forums|discussion|moderation|ticket|my-tickets)/;

async function countTickets(query: object): Promise<number> {
  return (await talim.api.get("/support/tickets/", { query: { ...query, page_size: 1 } })).count;
}

async function countUnreadDiscussions(): Promise<number> {
  const { results } = await talim.api.get("/forums/", { query: { page_size: FORUMS } });
  return results.reduce((sum, { unread_count }) => sum + unread_count, 0);
}

async function countOpenCases(): Promise<number> {
  return (await talim.api.get("/moderation/cases/", { query: { is_open: true, page_size: 1 } })).count;
}

async function loadMarks(me: Person): Promise<void> {
  const may = (permission: string) => me.permissions.includes(permission);
  const [tickets, own, forums, moderation] = await Promise.all([
    may("support.work") ? countTickets({ mine: false, is_late: true }) : 0,
    may("support.ask") ? countTickets({ mine: true, state: "waiting" }) : 0,
    may("forums.see") ? countUnreadDiscussions() : 0,
    may("moderation.judge") ? countOpenCases() : 0,
  ]);
  pageMarks.set({ tickets, "my-tickets": own, forums, moderation });
}

/** Keep the marks as they are on the server; the answer stops that. */
export function startPageMarks(me: Person): () => void {
  const load = () => void loadMarks(me).catch(() => undefined);
  const gathered = throttleTrailing(load, GATHER_MS);
  let before = path.get();
  const stops = [
    talim.realtime.own.on(
      "notification.created",
      ({ data }) => KINDS.test(String(data.notification["type"])) && gathered.schedule(),
    ),
    path.subscribe((here) => {
      if (READING.test(before) && here !== before) gathered.schedule();
      before = here;
    }),
  ];
  const timer = setInterval(load, EVERY_MS);
  load();
  return () => {
    stops.forEach((stop) => stop());
    clearInterval(timer);
    gathered.cancel();
    pageMarks.set({});
  };
}
