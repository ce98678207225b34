/** Schedules of reports: when each is next, who gets it; paused, changed, deleted. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useWords } from "../../words/index.ts";
import { reportWords } from "./words/index.ts";
import type { Schedule } from "./data.ts";
import { formatHour, ScheduleForm } from "./schedule-form.tsx";

export function Schedules({ me, schedules, onDone }: { me: Person; schedules: Schedule[]; onDone: () => void }) {
  const texts = reportWords.use();
  if (!schedules.length) return <Empty drawing="calendar" text={texts.noSchedules} />;
  return (
    <ul class="cards">
      {schedules.map((schedule) => (
        <ScheduleCard key={schedule.id} me={me} schedule={schedule} onDone={onDone} />
      ))}
    </ul>
  );
}

function ScheduleCard({ me, schedule, onDone }: { me: Person; schedule: Schedule; onDone: () => void }) {
  const words = useWords();
  const texts = reportWords.use();
  const [isChanging, setIsChanging] = useState(false);
  const { id, name, weekday, month_day, hour, next_at, receivers, format } = schedule;
  const path = { id };
  const when = weekday
    ? texts.everyWeek(words.days.week[weekday % 7] ?? "", formatHour(hour))
    : texts.everyMonth(month_day ?? 1, formatHour(hour));
  return (
    <li class="card">
      <h3>{name}</h3>
      <p>{`${when}, ${format.toUpperCase()}`}</p>
      <p>{next_at ? texts.next(formatDayTime(next_at, me.zone, words)) : <b>{texts.paused}</b>}</p>
      <p class="quiet">{receivers.map((person) => person.full_name).join(", ")}</p>
      {receivers
        .filter((person) => person.lost_at)
        .map((person) => (
          <p key={person.id}>{texts.lost(person.full_name)}</p>
        ))}
      {isChanging ? (
        <ScheduleForm
          me={me}
          of={schedule}
          close={() => setIsChanging(false)}
          onDone={() => (setIsChanging(false), onDone())}
        />
      ) : (
        <div class="buttons">
          <ActButton
            word={next_at ? texts.pause : texts.goOn}
            act={() =>
              talim.api.patch("/analytics/report-schedules/{id}/", { path, body: { paused: next_at !== null } })
            }
            onDone={onDone}
          />
          <button type="button" onClick={() => setIsChanging(true)}>
            {texts.change}
            <span class="unseen"> {name}</span>
          </button>
          <ActButton
            word={texts.remove}
            question={texts.removeAsk}
            act={() => talim.api.delete("/analytics/report-schedules/{id}/", { path })}
            onDone={onDone}
          />
        </div>
      )}
    </li>
  );
}
