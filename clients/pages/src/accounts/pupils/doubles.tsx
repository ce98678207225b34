/** Pupils who were likely entered twice: pairs of one name, with what they share. */

import type { Answer } from "@talim/client";
import { formatDate, formatPhone } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable, type Column, type TableQuery } from "../../ui/data-table/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { getFullName } from "./section.tsx";

type Pair = Answer<"/auth/doubles/", "get">["results"][number];

export function Doubles({ me }: PageProps) {
  const words = useWords();
  const { doubles: texts } = pupilsWords.use();
  const title = words.office.nav.pages.doubles;
  const load = ({ page, page_size }: TableQuery) => talim.api.get("/auth/doubles/", { query: { page, page_size } });
  return (
    <>
      <h1>{title}</h1>
      <p class="quiet">{texts.help}</p>
      <DataTable<Pair>
        name="doubles"
        label={title}
        columns={getColumns(me.zone)}
        load={load}
        getKey={({ first, second }) => `${first.id} ${second.id}`}
        empty={<Empty drawing="done" text={texts.none} />}
      />
    </>
  );
}

function getColumns(zone: string): Column<Pair>[] {
  const words = useWords();
  const { doubles: texts, pupilNumber } = pupilsWords.use();
  const tell = ({ number, birth_date, phone, memberships }: Pair["first"]) =>
    [
      number === null ? "" : pupilNumber(number),
      birth_date ? formatDate(birth_date, zone, words) : "",
      phone && formatPhone(phone),
      ...memberships.map(({ name }) => name),
    ]
      .filter(Boolean)
      .join(" · ");
  const show = (person: Pair["first"]) => (
    <>
      <strong>{getFullName(person)}</strong>
      <div class="quiet">{tell(person)}</div>
    </>
  );
  return [
    { id: "first", title: texts.first, cell: ({ first }) => show(first) },
    { id: "second", title: texts.second, cell: ({ second }) => show(second) },
    {
      id: "reasons",
      title: texts.shared,
      cell: ({ reasons }) => reasons.map((reason) => texts.reasons[reason]).join(", "),
    },
    {
      id: "compare",
      title: texts.compare,
      cell: ({ first, second }) => (
        <Link to={`doubles/${first.id}/${second.id}`} class="button">
          {`${texts.compare}: ${getFullName(first)}`}
        </Link>
      ),
    },
  ];
}
