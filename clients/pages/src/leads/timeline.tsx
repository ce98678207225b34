/** What happened with a lead, newest first. */

import { useEffect, useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords, type Words } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import type { LeadsWords } from "./words/en.ts";
import { formatLocalDay, type Entry } from "./data.ts";
import { useFreshLeads } from "./fresh.ts";

const ICONS: Record<string, IconName> = {
  created: "plus",
  note: "write",
  call: "phone",
  stage: "columns",
  owner: "pupil",
  step: "calendar",
  change: "write",
  trial: "clock",
  test: "help",
  merge: "link",
  lost: "close",
  reopened: "door",
  converted: "good",
};
const KINDS = ["call", "note", "stage", "step", "trial", "test", "change"] as const;
const PAGE = 20;

export function Timeline({ id, me, version }: { id: string; me: Person; version: number }) {
  const words = useWords();
  const texts = leadsWords.use();
  const [kind, setKind] = useState<"" | (typeof KINDS)[number]>("");
  const [older, setOlder] = useState<{ rows: Entry[]; next: string | null } | undefined>();
  const [error, setError] = useState<unknown>();
  const fetchPage = (cursor?: string) =>
    talim.api.get("/leads/{id}/timeline/", {
      path: { id },
      query: { limit: PAGE, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) },
    });
  const first = useLoad(() => fetchPage(), [id, version, kind]);
  useEffect(() => setOlder(undefined), [id, version, kind]);
  useFreshLeads(first, { lead: id });
  const more = (cursor: string) => {
    setError(undefined);
    fetchPage(cursor).then(
      ({ results, next }) => setOlder({ rows: [...(older?.rows ?? []), ...results], next }),
      (reason: unknown) => setError(() => reason),
    );
  };
  return (
    <>
      <select aria-label={texts.filterKind} onChange={(event) => setKind(event.currentTarget.value as typeof kind)}>
        <option value="">{texts.allKinds}</option>
        {KINDS.map((value) => (
          <option key={value} value={value}>
            {texts.kinds[value]}
          </option>
        ))}
      </select>
      <Loading of={first}>
        {({ results, next }) => {
          const cursor = older ? older.next : next;
          return (
            <>
              <ol class="timeline">
                {[...results, ...(older?.rows ?? [])].map((entry) => (
                  <li key={entry.id}>
                    <Icon name={ICONS[entry.kind] ?? "write"} />
                    <div>
                      <p class="timeline-head">
                        <strong>{texts.kinds[entry.kind] ?? entry.kind}</strong>{" "}
                        <span class="quiet">
                          {[formatDayTime(entry.at, me.zone, words), entry.author?.full_name]
                            .filter(Boolean)
                            .join(" · ")}
                        </span>
                      </p>
                      {describeEntry(entry, texts, words, me.zone).map((line) => (
                        <p key={line} class="note-text">
                          {line}
                        </p>
                      ))}
                    </div>
                  </li>
                ))}
              </ol>
              {error ? <Problem error={error} again={cursor ? () => more(cursor) : undefined} /> : null}
              {cursor ? (
                <button type="button" class="plain" onClick={() => more(cursor)}>
                  {texts.olderEntries}
                </button>
              ) : null}
            </>
          );
        }}
      </Loading>
    </>
  );
}

type Data = Record<string, unknown>;

/** What an entry says, in lines. */
export function describeEntry(
  { kind, text, outcome, data, test, came_with }: Entry,
  texts: LeadsWords,
  words: Words,
  zone: string,
): string[] {
  const read = data as Data;
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(write).join(", ") || texts.none;
    if (value && typeof value === "object") return readTranslated(value as Record<string, string>);
    const plain = typeof value === "string" || typeof value === "number" ? String(value) : "";
    return texts.sources[plain] ?? texts.reasonsOfLoss[plain] ?? (plain || texts.none);
  };
  const when = (moment: unknown) =>
    typeof moment === "string" && moment ? formatDayTime(moment, zone, words) : texts.none;
  const facts = () => {
    switch (kind) {
      case "created":
        return [
          [
            write(read["source"]),
            typeof read["form"] === "string" ? read["form"] : "",
            typeof read["name"] === "string" ? read["name"] : "",
          ]
            .filter(Boolean)
            .join(" · "),
        ];
      case "note":
        return [
          typeof read["source"] === "string" ? write(read["source"]) : "",
          read["sent"] === "telegram" ? texts.sentInTelegram : "",
        ];
      case "call":
        return outcome ? [texts.outcomes[outcome]] : [];
      case "stage":
        return [`${write(read["before"])} → ${write(read["after"])}`];
      case "owner":
        return [write(read["owner"])];
      case "step":
        return [when(read["next_step_at"])];
      case "change":
        return Object.entries((read["changes"] ?? {}) as Record<string, [unknown, unknown]>).map(
          ([name, [before, after]]) => `${texts.fields[name] ?? name}: ${write(before)} → ${write(after)}`,
        );
      case "trial":
        return [
          [write(read["group_name"]), typeof read["day"] === "string" ? formatLocalDay(read["day"], words) : ""].join(
            " · ",
          ),
        ];
      case "test":
        return [
          [
            test?.name ?? write(read["test_name"]),
            test?.level ? texts.level(test.level) : test?.started_at ? texts.notFinished : texts.notBegun,
          ].join(" · "),
        ];
      case "merge":
        return [
          texts.mergedWith(write(read["name"])),
          ...Object.entries((read["differing"] ?? {}) as Data).map(
            ([name, value]) => `${texts.fields[name] ?? name}: ${write(value)}`,
          ),
          ...((read["steps"] ?? []) as { text: string; at: string }[]).map(
            (step) => `${texts.step}: ${step.text} · ${when(step.at)}`,
          ),
        ];
      case "lost":
        return [write(read["reason"])];
      case "converted":
        return [
          [
            write(read["group_name"]),
            typeof read["contract"] === "number" ? texts.contractNumber(read["contract"]) : "",
          ]
            .filter(Boolean)
            .join(" · "),
        ];
      default:
        return [];
    }
  };
  return [...facts(), ...(text ? [text] : []), ...(came_with ? [`(${texts.cameWith})`] : [])].filter(Boolean);
}
