/** Groups with the number of free seats. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatMoney } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { getLanguage, useWords } from "../words/index.ts";
import { fetchAllPages } from "./all-pages.ts";
import { SearchField } from "./search.tsx";

type Group = Answer<"/courses/groups/", "get">["results"][number];

export function countFreeSeats(group: Pick<Group, "capacity" | "members_count">): number {
  return Math.max(0, group.capacity - group.members_count);
}

export function Groups({ me }: PageProps) {
  const words = useWords();
  const texts = words.office;
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<"free" | "all">("free");
  const query = { status: "active" as const, ordering: "name", page_size: 100, ...(search ? { search } : {}) };
  const groups = useLoad(
    () => fetchAllPages((page) => talim.api.get("/courses/groups/", { query: { ...query, page } })),
    [search],
  );
  return (
    <>
      <h1>{texts.groups}</h1>
      <Choice
        label={texts.groups}
        options={{ free: texts.withPlaces, all: texts.allGroups }}
        chosen={filter}
        choose={setFilter}
      />
      <SearchField label={texts.searchGroups} onSearch={setSearch} />
      <Loading of={groups}>
        {(all) => {
          const rows = all.filter((group) => filter === "all" || countFreeSeats(group));
          if (!rows.length) return <p class="empty">{search ? texts.noGroupFound : texts.noGroups}</p>;
          return (
            <ul class="cards">
              {rows.map((group) => (
                <li key={group.id} class="card">
                  <strong>{group.name}</strong>
                  <span class="state">
                    <Icon name={countFreeSeats(group) ? "good" : "warning"} />
                    {countFreeSeats(group) ? texts.free(countFreeSeats(group)) : texts.full}
                    <span class="quiet number">
                      {group.members_count} / {group.capacity}
                    </span>
                  </span>
                  <span class="quiet">
                    {[
                      group.course.title[getLanguage()] ?? group.course.slug,
                      group.lead_teacher.full_name,
                      group.branch.name,
                      group.price && formatMoney(group.price, words),
                      group.starts_on && texts.from(formatDate(group.starts_on, me.zone, words)),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loading>
    </>
  );
}
