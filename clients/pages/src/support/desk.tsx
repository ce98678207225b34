/** The tickets on which one works: as a board by state, or as a list. */

import type { PageProps } from "../person-pages.ts";
import { query, replaceQuery } from "../router.tsx";
import { useStore } from "../store.ts";
import { Choice } from "../ui/choice.tsx";
import { useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { TicketBoard } from "./board.tsx";
import { fetchCategories, fetchStaff } from "./data.ts";
import { TicketList } from "./ticket-list.tsx";

const LIST = "tickets";

export function TicketDesk({ me }: PageProps) {
  const words = useWords();
  const texts = ticketWords.use();
  const given = new URLSearchParams(useStore(query));
  const view = given.get("view") === "list" || given.get("list") === LIST ? "list" : "board";
  const choices = useLoad(async () => ({ categories: await fetchCategories(), staff: await fetchStaff(me) }), [me.id]);
  const { categories = [], staff = [] } = choices.value ?? {};
  return (
    <>
      <h1>{words.office.nav.pages.tickets}</h1>
      <Choice
        label={texts.view}
        options={texts.views}
        chosen={view}
        choose={(next) => replaceQuery(next === "list" ? "?view=list" : "")}
      />
      {view === "list" ? (
        <TicketList me={me} name={LIST} categories={categories} staff={staff} />
      ) : (
        <TicketBoard me={me} categories={categories} staff={staff} />
      )}
    </>
  );
}
