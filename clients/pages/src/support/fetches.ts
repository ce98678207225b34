/** The pages of tickets, with their words and their style. */

import sheet from "sheet:../style/tickets.css";
import { addSheet } from "../ui/sheets.ts";
import { withWords } from "../words/catalogue.ts";
import { ticketWords } from "./words/index.ts";

function withTickets<P>(fetch: () => Promise<P>): () => Promise<P> {
  return withWords(
    [ticketWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchOwnTickets = withTickets(async () => (await import("./own-tickets.tsx")).OwnTickets);
export const fetchTicket = withTickets(async () => (await import("./ticket-page.tsx")).TicketPage);
export const fetchDesk = withTickets(async () => (await import("./desk.tsx")).TicketDesk);
export const fetchFigures = withTickets(async () => (await import("./figures.tsx")).TicketFigures);
export const fetchRules = withTickets(async () => (await import("./rules.tsx")).TicketRules);
export const fetchReport = withTickets(async () => (await import("./report.tsx")).ReportDrawer);
export const fetchGuest = withTickets(async () => (await import("./guest.tsx")).GuestPage);
