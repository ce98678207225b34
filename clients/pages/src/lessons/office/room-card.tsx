/** One room: its week, its name and seats, and whether it is in use. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { addDays, formatDate, toIsoDay, toLocalTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { roomsWords } from "./words/index.ts";
import { DayChoice } from "../../office/day-choice.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { useBranches } from "../../office/branches.ts";
import { orNull } from "../../courses/office/data.ts";

export type Room = Answer<"/courses/rooms/", "get">["results"][number];

interface RoomCardProps {
  room: Room;
  me: Person;
  onDone: () => void;
}

export function RoomCard({ room, me, onDone }: RoomCardProps) {
  const words = useWords();
  const texts = roomsWords.use();
  const path = { id: room.id };
  const setArchived = (archived: boolean) => talim.api.patch("/courses/rooms/{id}/", { path, body: { archived } });
  const canManage = hasPermission(me, "rooms.manage");
  const archived = () => {
    const undo = () => void setArchived(false).then(() => (showNotice(words.form.undone), onDone()));
    showNotice(texts.archived(room.name), { label: words.form.undo, run: undo });
    onDone();
  };
  const done = () => {
    showNotice(words.form.saved);
    onDone();
  };
  if (room.archived_at && canManage)
    return <ActButton word={texts.useAgain} class="main" act={() => setArchived(false)} onDone={done} />;
  return (
    <>
      <Week room={room} me={me} />
      {canManage ? (
        <>
          <h3>{words.form.edit}</h3>
          <RoomForm room={room} onDone={done} />
          <div class="buttons">
            <ActButton word={texts.archive} class="plain" act={() => setArchived(true)} onDone={archived} />
            <ActButton
              word={words.form.delete}
              class="plain"
              question={<p>{texts.deleteSure(room.name)}</p>}
              act={() => talim.api.delete("/courses/rooms/{id}/", { path })}
              onDone={() => {
                showNotice(texts.deleted);
                onDone();
              }}
            />
          </div>
        </>
      ) : null}
    </>
  );
}

function Week({ room, me }: { room: Room; me: Person }) {
  const words = useWords();
  const texts = roomsWords.use();
  const [day, setDay] = useState(toIsoDay(Date.now(), me.zone));
  const week = useLoad(
    () => talim.api.get("/courses/rooms/{id}/week/", { path: { id: room.id }, query: { day } }),
    [room.id, day],
  );
  return (
    <>
      <DayChoice day={day} choose={setDay} earlier={addDays(day, -7)} later={addDays(day, 7)} />
      <Loading of={week}>
        {({ monday, lessons }) => (
          <>
            <h3>{texts.weekOf(formatDate(monday, me.zone, words))}</h3>
            {lessons.length ? (
              <ul class="rows">
                {lessons.map((lesson) => (
                  <li key={lesson.id}>
                    <span class="when">
                      {formatDate(toIsoDay(lesson.starts_at, me.zone), me.zone, words)}{" "}
                      <span class="unbroken">
                        {toLocalTime(lesson.starts_at, me.zone).time}–{toLocalTime(lesson.ends_at, me.zone).time}
                      </span>
                    </span>
                    <span>
                      {lesson.group.name}
                      <span class="quiet small">{lesson.teacher?.full_name}</span>
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="quiet">{texts.freeAllWeek}</p>
            )}
          </>
        )}
      </Loading>
    </>
  );
}

interface RoomFormProps {
  /** Without it a new one. */
  room?: Room;
  onDone: () => void;
  close?: () => void;
}

export function RoomForm({ room, onDone, close }: RoomFormProps) {
  const words = useWords();
  const texts = roomsWords.use();
  const branches = useBranches("own");
  const form = useForm({
    initial: { name: room?.name ?? "", seats: room?.seats ?? null, branch: "" },
    send: ({ name, seats, branch }, key) =>
      room
        ? talim.api.patch("/courses/rooms/{id}/", { path: { id: room.id }, body: { name: name.trim(), seats } })
        : talim.api.post("/courses/rooms/", {
            body: { name: name.trim(), seats, branch: orNull(branch) },
            idempotencyKey: key,
          }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={room ? words.form.edit : texts.newRoom} {...(close ? { close } : {})}>
      <TextField of={form} name="name" label={texts.name} maxLength={80} required />
      <NumberField of={form} name="seats" label={texts.seats} min={1} max={1000} />
      {!room && branches.length > 1 ? (
        <SelectField
          of={form}
          name="branch"
          label={texts.branch}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      ) : null}
    </Form>
  );
}
