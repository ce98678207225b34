/** The online room of a lesson for its teachers and the office: where it is, its state, and another one. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import type { Lesson } from "../timetable/school.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { liveWords } from "./words/index.ts";
import { JoinLive } from "./join-live.tsx";

type Room = Answer<"/lessons/{id}/live/", "get">;
type Provider = NonNullable<Room["provider"]>;

export function LiveRoom({ lesson, me }: { lesson: Lesson; me: Person }) {
  const texts = liveWords.use();
  const room = useLoad(() => talim.api.get("/lessons/{id}/live/", { path: { id: lesson.id } }), [lesson.id]);
  if (lesson.status === "cancelled") return null;
  return (
    <section aria-label={texts.room}>
      <h3>{texts.room}</h3>
      <Loading of={room}>
        {(loaded) => <LoadedRoom lesson={lesson} room={loaded} me={me} reload={room.reload} />}
      </Loading>
    </section>
  );
}

function LoadedRoom({ lesson, room, me, reload }: { lesson: Lesson; room: Room; me: Person; reload: () => void }) {
  const words = useWords();
  const texts = liveWords.use();
  const [choosing, setChoosing] = useState(false);
  const changes = room.providers.length > 0;
  const path = { id: lesson.id };
  const done = (text: string) => {
    showNotice(text);
    setChoosing(false);
    reload();
  };
  if (choosing)
    return <ChooseForm lesson={lesson} room={room} onDone={() => done(texts.set)} close={() => setChoosing(false)} />;
  const { provider, state } = room;
  return (
    <>
      {provider && state ? (
        <p>
          <span class="state">
            <Icon name={state === "ready" ? "good" : state === "failed" ? "warning" : "clock"} />
            {texts.providers[provider]}: {texts.states[state]}
          </span>{" "}
          <span class="quiet">{texts.opens(formatDayTime(room.opens_at, me.zone, words))}</span>
        </p>
      ) : (
        <p class="quiet">{texts.none}</p>
      )}
      {room.problem ? (
        <p class="notice" role="status">
          <Icon name="warning" />
          {texts.problems[room.problem]}
        </p>
      ) : null}
      <div class="buttons">
        <JoinLive lesson={{ ...lesson, live: provider }} />
        {provider && provider !== "link" && room.problem && changes ? (
          <ActButton
            word={texts.again}
            act={() => talim.api.put("/lessons/{id}/live/", { path, body: { provider } })}
            onDone={reload}
          />
        ) : null}
        {changes ? (
          <button type="button" onClick={() => setChoosing(true)}>
            {provider ? texts.change : texts.choose}
          </button>
        ) : null}
        {changes && provider ? (
          <ActButton
            word={texts.remove}
            act={() => talim.api.delete("/lessons/{id}/live/", { path })}
            onDone={() => done(texts.removed)}
          />
        ) : null}
      </div>
    </>
  );
}

function ChooseForm({
  lesson,
  room,
  onDone,
  close,
}: {
  lesson: Lesson;
  room: Room;
  onDone: () => void;
  close: () => void;
}) {
  const texts = liveWords.use();
  const form = useForm({
    initial: { provider: (room.provider ?? room.default_provider ?? room.providers[0] ?? "link") as string, link: "" },
    send: ({ provider, link }) => {
      const body = { provider: provider as Provider, link: provider === "link" ? link.trim() : "" };
      return talim.api.put("/lessons/{id}/live/", { path: { id: lesson.id }, body });
    },
    onDone,
  });
  const options = room.providers.map((value) => ({ value, label: texts.providers[value] ?? value }));
  return (
    <Form of={form} word={texts.save} label={texts.room} close={close}>
      <SelectField of={form} name="provider" label={texts.provider} options={options} />
      {form.values.provider === "link" ? (
        <TextField of={form} name="link" label={texts.link} type="url" required />
      ) : null}
    </Form>
  );
}
