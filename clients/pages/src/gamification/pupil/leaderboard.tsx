/** Who has most coins in each group of the pupil, with those around the pupil, and whether others read the name. */

import { useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { describeError } from "../../errors.ts";
import { groupDigits } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents, useStream } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";

type Leaderboard = Answer<"/gamification/leaderboard/{group_id}/", "get">;
type LeaderboardRow = Leaderboard["rows"][number];
type Period = "week" | "month" | "all";

const TOP_ROWS = 10;
const ROWS_AROUND = 2;
const LEADERBOARD_EVENTS = ["leaderboard.changed"] as const;

export function Leaderboards({ me }: { me: Person }) {
  const words = useWords();
  const [period, setPeriod] = useState<Period>("week");
  const [changes, setChanges] = useState(0);
  const groups = useLoad(
    async () => (await talim.api.get("/courses/groups/", { query: { page_size: 10 } })).results,
    [],
  );
  return (
    <section aria-labelledby="board">
      <h2 id="board">{words.coins.board}</h2>
      <Choice
        label={words.coins.board}
        options={{ week: words.coins.week, month: words.coins.month, all: words.coins.all }}
        chosen={period}
        choose={setPeriod}
      />
      <Loading of={groups}>
        {(all) =>
          all.map((group) => (
            <LeaderboardRows
              key={group.id}
              group={group.id}
              name={all.length > 1 ? group.name : ""}
              period={period}
              changes={changes}
              me={me}
            />
          ))
        }
      </Loading>
      <NameChoice onChanged={() => setChanges((number) => number + 1)} />
    </section>
  );
}

interface LeaderboardProps {
  group: string;
  name: string;
  period: Period;
  /** How often the pupil has changed what others see of her. */
  changes: number;
  me: Person;
}

function LeaderboardRows({ group, name, period, changes, me }: LeaderboardProps) {
  const words = useWords();
  const query = { period, neighbours: ROWS_AROUND };
  const leaderboard = useLoad(
    () => talim.api.get("/gamification/leaderboard/{group_id}/", { path: { group_id: group }, query }),
    [group, period, changes],
  );
  const stream = useStream("group", group);
  useEvents(stream, LEADERBOARD_EVENTS, leaderboard.reload);
  return (
    <>
      {name ? <h3>{name}</h3> : null}
      <Loading of={leaderboard}>
        {(loadedLeaderboard) => {
          const top = loadedLeaderboard.rows.slice(0, TOP_ROWS);
          const around = loadedLeaderboard.neighbours.filter((row) => !top.some((other) => isSameRow(row, other)));
          if (!top.length) return <p class="empty">{words.coins.emptyBoard}</p>;
          return (
            <ol class="board">
              {top.map((row, index) => (
                <RankRow key={index} row={row} me={me} />
              ))}
              {around.length ? (
                <li class="gap" aria-hidden="true">
                  ⋮
                </li>
              ) : null}
              {around.map((row, index) => (
                <RankRow key={`a${index}`} row={row} me={me} />
              ))}
            </ol>
          );
        }}
      </Loading>
    </>
  );
}

function isSameRow(a: LeaderboardRow, b: LeaderboardRow): boolean {
  return a.rank === b.rank && a.name === b.name && a.student === b.student;
}

function RankRow({ row, me }: { row: LeaderboardRow; me: Person }) {
  const words = useWords();
  const texts = ownWords.use();
  const isOwn = row.student === me.id;
  return (
    <li class={isOwn ? "mine" : ""}>
      <span class="number">{row.rank}</span>
      <span>
        {row.name || words.coins.hidden}
        {isOwn ? ` (${words.coins.you})` : ""}
        {isOwn && row.hidden ? <span class="quiet small">{texts.nameHidden}</span> : null}
      </span>
      <b class="number">{groupDigits(row.coins)}</b>
    </li>
  );
}

/** Two buttons: pressing one twice changes nothing more. */
function NameChoice({ onChanged }: { onChanged: () => void }) {
  const words = useWords();
  const texts = ownWords.use();
  const preferences = useLoad(() => talim.api.get("/gamification/preferences/me/"), []);
  const busy = useRef(false);
  const choose = async (chosen: "shown" | "hidden") => {
    const name_hidden = chosen === "hidden";
    if (busy.current || preferences.value?.name_hidden === name_hidden) return;
    busy.current = true;
    try {
      preferences.replace(await talim.api.put("/gamification/preferences/me/", { body: { name_hidden } }));
      onChanged();
    } catch (error) {
      showNotice(describeError(error, words).text);
    } finally {
      busy.current = false;
    }
  };
  return (
    <Loading of={preferences}>
      {({ name_hidden: hidden }) => (
        <>
          <h3>{texts.yourName}</h3>
          <Choice
            label={texts.yourName}
            options={{ shown: texts.showName, hidden: texts.hideName }}
            chosen={hidden ? "hidden" : "shown"}
            choose={(chosen) => void choose(chosen)}
          />
          <p class="quiet small">{texts.nameHelp}</p>
        </>
      )}
    </Loading>
  );
}
