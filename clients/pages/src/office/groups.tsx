/** Groups and how many places are free in each. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatMoney } from "../format.ts";
import type { PageProps } from "../app.tsx";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { getLanguage, useWords } from "../words/index.ts";
import { fetchAllPages } from "./all-pages.ts";
import { SearchField } from "./search.tsx";

type Group = Answer<"/courses/groups/", "get">["results"][number];

export function countFreeSeats(one: Pick<Group, "capacity" | "members_count">): number {
  return Math.max(0, one.capacity - one.members_count);
}

export function Groups({ me }: PageProps) {
  const words = useWords();
  const w = words.office;
  const [search, seek] = useState("");
  const [shown, show] = useState<"free" | "all">("free");
  const query = { status: "active" as const, ordering: "name", page_size: 100, ...(search ? { search } : {}) };
  const groups = useLoad(
    () => fetchAllPages((page) => talim.api.get("/courses/groups/", { query: { ...query, page } })),
    [search],
  );
  return (
    <>
      <h1>{w.groups}</h1>
      <Choice label={w.groups} options={{ free: w.withPlaces, all: w.allGroups }} chosen={shown} choose={show} />
      <SearchField label={w.searchGroups} found={seek} />
      <Loading of={groups}>
        {(all) => {
          const rows = all.filter((one) => shown === "all" || countFreeSeats(one));
          if (!rows.length) return <p class="empty">{search ? w.noGroupFound : w.noGroups}</p>;
          return (
            <ul class="cards">
              {rows.map((one) => (
                <li key={one.id} class="card">
                  <strong>{one.name}</strong>
                  <span class="state">
                    <Icon name={countFreeSeats(one) ? "good" : "warning"} />
                    {countFreeSeats(one) ? w.free(countFreeSeats(one)) : w.full}
                    <span class="quiet number">
                      {one.members_count} / {one.capacity}
                    </span>
                  </span>
                  <span class="quiet">
                    {[
                      one.course.title[getLanguage()] ?? one.course.slug,
                      one.lead_teacher.full_name,
                      one.branch.name,
                      one.price && formatMoney(one.price, words),
                      one.starts_on && w.from(formatDate(one.starts_on, me.zone, words)),
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
