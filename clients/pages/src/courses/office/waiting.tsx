/** Pupils who wait for a place in a group, the longest wait first. */

import { useState } from "preact/hooks";
import { formatDate, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { countFreeSeats, findPupils, type Group } from "./data.ts";

interface WaitingProps {
  group: Group;
  me: Person;
  onChange: () => void;
}

export function Waiting({ group, me, onChange }: WaitingProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const [adding, setAdding] = useState(false);
  const path = { id: group.id };
  const waiting = useLoad(
    () =>
      fetchAllPages((page) =>
        talim.api.get("/courses/groups/{id}/waiting/", { path, query: { page, page_size: 100, open: true } }),
      ),
    [group.id],
  );
  const changed = (text: string) => {
    showNotice(text);
    setAdding(false);
    waiting.reload();
    onChange();
  };
  const free = countFreeSeats(group);
  return (
    <>
      {adding ? (
        <AddWaiting group={group} onDone={changed} close={() => setAdding(false)} />
      ) : group.status === "active" ? (
        <p>
          <button type="button" onClick={() => setAdding(true)}>
            {texts.addWaiting}
          </button>
        </p>
      ) : null}
      <Loading of={waiting}>
        {(rows) =>
          rows.length ? (
            <ol class="rows">
              {rows.map((row) => (
                <li key={row.id}>
                  <span>
                    {row.student.full_name}
                    <span class="quiet small">
                      {[texts.since(formatDate(toIsoDay(row.created_at, me.zone), me.zone, words)), row.note]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                  <span class="buttons">
                    {free ? (
                      <ActButton
                        word={texts.givePlace}
                        act={(key) =>
                          talim.api.post("/courses/groups/{id}/members/", {
                            path,
                            body: {
                              student: row.student.id,
                              status: "active",
                              joined_on: null,
                              leaves_on: null,
                              reason: "",
                            },
                            idempotencyKey: key,
                          })
                        }
                        onDone={() => changed(texts.gotPlace(row.student.full_name))}
                      />
                    ) : null}
                    <ActButton
                      word={words.form.remove}
                      class="plain"
                      act={() =>
                        talim.api.delete("/courses/groups/{id}/waiting/{entry_id}/", {
                          path: { id: group.id, entry_id: row.id },
                        })
                      }
                      onDone={() => changed(texts.waitsNoMore(row.student.full_name))}
                    />
                  </span>
                </li>
              ))}
            </ol>
          ) : (
            <Empty drawing="people" text={texts.noWaiting} />
          )
        }
      </Loading>
    </>
  );
}

function AddWaiting({ group, onDone, close }: { group: Group; onDone: (text: string) => void; close: () => void }) {
  const words = useWords();
  const texts = groupsWords.use();
  const form = useForm<{ student: Pick | null; note: string }, unknown>({
    initial: { student: null, note: "" },
    send: ({ student, note }, key) =>
      talim.api.post("/courses/groups/{id}/waiting/", {
        path: { id: group.id },
        body: { student: student?.id ?? "", note },
        idempotencyKey: key,
      }),
    onDone: () => onDone(words.form.saved),
  });
  return (
    <Form of={form} word={texts.addWaiting} label={texts.addWaiting} close={close}>
      <PickField of={form} name="student" label={texts.pupil} find={findPupils} required />
      <TextField of={form} name="note" label={texts.note} />
    </Form>
  );
}
