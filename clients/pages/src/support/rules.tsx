/** What the centre declares about tickets: categories, who gets them, service times, opening hours, canned answers. */

import type { PageProps } from "../person-pages.ts";
import { query, replaceQuery } from "../router.tsx";
import { useStore } from "../store.ts";
import { Choice } from "../ui/choice.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { AssignmentRules } from "./assignment-rules.tsx";
import { CannedAnswers } from "./canned-answers.tsx";
import { Categories } from "./categories.tsx";
import { OpeningHours } from "./opening-hours.tsx";
import { ServiceTargets } from "./service-targets.tsx";

type Part = "categories" | "rules" | "times" | "hours" | "canned";

export function TicketRules({ me }: PageProps) {
  const words = useWords();
  const texts = ticketWords.use().rules;
  const mayRule = me.permissions.includes("support.rules");
  const mayWrite = me.permissions.includes("support.see_all");
  const parts = Object.fromEntries(
    Object.entries(texts.parts).filter(([part]) => (part === "canned" ? mayWrite : mayRule)),
  ) as Record<Part, string>;
  const given = new URLSearchParams(useStore(query)).get("show") as Part | null;
  const first: Part = mayRule ? "categories" : "canned";
  const part = given && given in parts ? given : first;
  return (
    <>
      <h1>{words.office.nav.pages.ticketRules}</h1>
      <Choice
        label={texts.part}
        options={parts}
        chosen={part}
        choose={(next) => replaceQuery(next === first ? "" : `?show=${next}`)}
      />
      {part === "categories" ? <Categories /> : null}
      {part === "rules" ? <AssignmentRules /> : null}
      {part === "times" ? <ServiceTargets /> : null}
      {part === "hours" ? <OpeningHours /> : null}
      {part === "canned" ? <CannedAnswers /> : null}
    </>
  );
}
