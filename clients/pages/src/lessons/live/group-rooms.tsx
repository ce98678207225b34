/** Online rooms for all coming lessons of a group: made by one act, in the background. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { liveWords } from "./words/index.ts";

type Rooms = Answer<"/courses/groups/{id}/live-rooms/", "get">;
type Provider = Rooms["providers"][number];

const ASK_AGAIN_MS = 3000;

/** Nothing where the centre has no service that makes rooms. */
export function GroupRooms({ group, onChanged }: { group: string; onChanged: () => void }) {
  const rooms = useLoad(() => talim.api.get("/courses/groups/{id}/live-rooms/", { path: { id: group } }), [group]);
  const isMaking = Boolean(rooms.value && (rooms.value.is_running || rooms.value.preparing));
  useEffect(() => {
    if (!isMaking) return;
    const timer = setTimeout(rooms.reload, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isMaking, rooms.value]);
  return (
    <Loading of={rooms}>
      {(found) =>
        found.providers.length ? (
          <LoadedRooms group={group} rooms={found} onDone={() => (rooms.reload(), onChanged())} />
        ) : null
      }
    </Loading>
  );
}

function LoadedRooms({ group, rooms, onDone }: { group: string; rooms: Rooms; onDone: () => void }) {
  const texts = liveWords.use();
  const form = useForm({
    initial: { provider: (rooms.default_provider ?? rooms.providers[0] ?? "") as string },
    send: ({ provider }) =>
      talim.api.post("/courses/groups/{id}/live-rooms/", {
        path: { id: group },
        body: { provider: provider as Provider },
      }),
    onDone,
  });
  const options = rooms.providers.map((value) => ({ value, label: texts.providers[value] ?? value }));
  return (
    <section aria-label={texts.making}>
      <h3>{texts.making}</h3>
      <p class="quiet">{texts.makingHelp}</p>
      <p role="status">
        {texts.progress(rooms.ready, rooms.lessons)} {rooms.preparing ? texts.beingMade(rooms.preparing) : ""}
      </p>
      {rooms.failed ? (
        <p class="state warn">
          <Icon name="warning" />
          {texts.notMade(rooms.failed)}
        </p>
      ) : null}
      <Form of={form} word={texts.make} label={texts.making}>
        <SelectField of={form} name="provider" label={texts.provider} options={options} />
      </Form>
      <RoomsOfNewLessons group={group} rooms={rooms} options={options} onDone={onDone} />
    </section>
  );
}

interface NewProps {
  group: string;
  rooms: Rooms;
  options: { value: string; label: string }[];
  onDone: () => void;
}

function RoomsOfNewLessons({ group, rooms, options, onDone }: NewProps) {
  const texts = liveWords.use();
  const form = useForm({
    initial: { provider: (rooms.provider_of_new ?? "") as string },
    send: ({ provider }) =>
      talim.api.put("/courses/groups/{id}/live-rooms/", {
        path: { id: group },
        body: { provider: (provider || null) as Provider | null },
      }),
    onDone: () => {
      showNotice(texts.newSaved);
      onDone();
    },
  });
  return (
    <>
      <h4>{texts.newTitle}</h4>
      <p class="quiet">{texts.newHelp}</p>
      <Form of={form} word={texts.save} label={texts.newTitle}>
        <SelectField
          of={form}
          name="provider"
          label={texts.where}
          options={[{ value: "", label: texts.newNone }, ...options]}
        />
      </Form>
    </>
  );
}
