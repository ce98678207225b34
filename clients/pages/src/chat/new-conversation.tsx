/** With whom one may begin: the people whom one may write to, the office, one's rooms. The office looks for a person. */

import type { ComponentChildren } from "preact";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Form } from "../ui/form/form.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { PickField, type Pick } from "../ui/form/pick-field.tsx";
import { findPeople } from "../ui/form/picks.ts";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { chatWords } from "./words/index.ts";
import type { RoomDetails } from "./data.ts";
import { fetchNear } from "./near.ts";
import { PeopleList } from "./people-list.tsx";

interface NewConversationProps {
  me: Person;
  onOpen: (id: string) => void;
}

type Place = { course: string } | { group: string } | { lesson: string };
type Branch = { id: string; name: string };

const openRoom = (body: Place) => talim.api.post("/chat/rooms/", { body });
const openConversation = (body: { person?: string; branch?: string }) =>
  talim.api.post("/chat/conversations/", { body });

export function NewConversation({ me, onOpen }: NewConversationProps) {
  const texts = chatWords.use();
  const isOffice = me.permissions.includes("chat.office");
  const found = useLoad(async () => {
    const query = { page_size: 100, ...(isOffice ? { mine: true } : {}) };
    const [near, { results: branches }] = await Promise.all([
      isOffice || me.role === "parent" ? undefined : fetchNear(me),
      talim.api.get("/settings/branches/", { query }),
    ]);
    return { near, branches };
  }, [me.id]);
  const done = ({ id }: RoomDetails) => onOpen(id);
  return (
    <Loading of={found}>
      {({ near, branches }) => (
        <div class="chat-begin">
          {isOffice ? (
            <OfficeForm branches={branches} onDone={done} />
          ) : (
            <Part title={texts.people}>
              <PeopleList onOpen={onOpen} />
            </Part>
          )}
          {isOffice ? null : (
            <Part title={texts.office}>
              <div class="chat-choices">
                {branches.map(({ id, name }) => (
                  <ActButton
                    key={id}
                    word={texts.toOffice(name)}
                    act={() => openConversation({ branch: id })}
                    onDone={done}
                  />
                ))}
              </div>
            </Part>
          )}
          {near && (near.groups.length || near.now.length) ? (
            <Part title={texts.rooms}>
              <div class="chat-choices">
                {near.now.map(({ id, group }) => (
                  <ActButton
                    key={id}
                    word={texts.lessonNow(group)}
                    act={() => openRoom({ lesson: id })}
                    onDone={done}
                  />
                ))}
                {near.groups.map(({ id, name }) => (
                  <ActButton key={id} word={name} act={() => openRoom({ group: id })} onDone={done} />
                ))}
              </div>
            </Part>
          ) : null}
        </div>
      )}
    </Loading>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Somebody of the office looks for anybody, and writes for the office of a branch. */
function OfficeForm({ branches, onDone }: { branches: Branch[]; onDone: (room: RoomDetails) => void }) {
  const texts = chatWords.use();
  const form = useForm({
    initial: { person: null as Pick | null, branch: branches[0]?.id ?? "" },
    send: ({ person, branch }) => openConversation({ person: person?.id ?? "", branch }),
    onDone,
  });
  return (
    <Form of={form} word={texts.start} label={texts.begin}>
      <PickField of={form} name="person" label={texts.findPerson} find={findPeople()} required />
      {branches.length > 1 ? (
        <SelectField
          of={form}
          name="branch"
          label={texts.fromBranch}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      ) : null}
    </Form>
  );
}
