/** Days without lessons, of the whole centre or of one branch. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatDayTime, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { roomsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { useBranches, type Branch } from "../../office/branches.ts";
import { orNull } from "../../courses/office/data.ts";

type Holiday = Answer<"/courses/holidays/", "get">["results"][number];
type Saved = Answer<"/courses/holidays/", "post">;

/** The lessons that stay are shown, so many at most. */
const SHOWN = 20;

export function Holidays({ me }: PageProps) {
  const words = useWords();
  const texts = roomsWords.use();
  const branches = useBranches("own");
  const { opened, open, close, changes, changed: reload } = useOpenedRow<Holiday | "new">();
  const [saved, setSaved] = useState<Saved | undefined>();
  const canManage = hasPermission(me, "holidays.manage");
  const getBranchName = (id: string | null) =>
    id ? (branches.find((branch) => branch.id === id)?.name ?? "") : texts.wholeCentre;
  const done = (result: Saved) => {
    showNotice(words.form.saved);
    setSaved(result);
    close();
    reload();
  };
  const deleted = ({ name, starts_on, ends_on, branch }: Holiday) => {
    const body = { name, starts_on, ends_on, branch };
    const undo = () => void talim.api.post("/courses/holidays/", { body }).then(done);
    showNotice(texts.holidayDeleted, { label: words.form.undo, run: undo });
    setSaved(undefined);
    close();
    reload();
  };
  return (
    <>
      <h1>{words.office.nav.pages.holidays}</h1>
      <p class="quiet">{texts.holidaysHelp}</p>
      {saved ? <SavedHoliday saved={saved} me={me} /> : null}
      <DataTable<Holiday>
        name="holidays"
        label={words.office.nav.pages.holidays}
        columns={[
          { id: "name", title: texts.name, cell: (row) => readTranslated(row.name) },
          {
            id: "from",
            title: texts.firstDay,
            cell: (row) => formatDate(row.starts_on, me.zone, words),
            order: "starts_on",
          },
          { id: "to", title: texts.lastDay, cell: (row) => formatDate(row.ends_on, me.zone, words) },
          { id: "branch", title: texts.branch, cell: (row) => getBranchName(row.branch) },
        ]}
        load={(query, { when }) => {
          const today = toIsoDay(Date.now(), me.zone);
          return talim.api.get("/courses/holidays/", {
            query: { ...query, ...(when === "past" ? { until: today } : when === "all" ? {} : { since: today }) },
          });
        }}
        getKey={(row) => row.id}
        {...(canManage ? { onOpen: open } : {})}
        filters={[
          {
            name: "when",
            label: texts.when,
            options: [
              ["", texts.coming],
              ["past", texts.past],
              ["all", words.form.all],
            ],
          },
        ]}
        ordering="starts_on"
        acts={
          canManage ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {texts.newHoliday}
            </button>
          ) : null
        }
        empty={<Empty drawing="calendar" text={texts.noHolidays} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newHoliday : readTranslated(opened.name)} close={close}>
          <HolidayForm
            holiday={opened === "new" ? undefined : opened}
            branches={branches}
            me={me}
            onDone={done}
            close={close}
          />
          {opened === "new" ? null : (
            <>
              <p class="quiet">{texts.deleteHelp}</p>
              <ActButton
                word={words.form.delete}
                class="plain"
                act={() => talim.api.delete("/courses/holidays/{id}/", { path: { id: opened.id } })}
                onDone={() => deleted(opened)}
              />
            </>
          )}
        </Drawer>
      ) : null}
    </>
  );
}

/** An interface would have no index of its own. */
type Fields = { name: Translated; starts_on: string; ends_on: string; branch: string };

interface HolidayFormProps {
  holiday: Holiday | undefined;
  branches: Branch[];
  me: Person;
  onDone: (saved: Saved) => void;
  close: () => void;
}

function HolidayForm({ holiday, branches, me, onDone, close }: HolidayFormProps) {
  const words = useWords();
  const texts = roomsWords.use();
  const form = useForm<Fields, Saved>({
    initial: {
      name: { ...EMPTY_TRANSLATED, ...holiday?.name },
      starts_on: holiday?.starts_on ?? "",
      ends_on: holiday?.ends_on ?? "",
      branch: holiday?.branch ?? "",
    },
    send: ({ name, starts_on, ends_on, branch }, key) => {
      const body = { name, starts_on, ends_on: ends_on || starts_on, branch: orNull(branch) };
      return holiday
        ? talim.api.patch("/courses/holidays/{id}/", { path: { id: holiday.id }, body })
        : talim.api.post("/courses/holidays/", { body, idempotencyKey: key });
    },
    onDone,
  });
  const { starts_on, ends_on } = form.values;
  return (
    <Form of={form} word={words.form.save} label={texts.holiday} close={close}>
      <TranslatedField of={form} name="name" label={texts.name} required />
      <FieldRow>
        <DateField of={form} name="starts_on" label={texts.firstDay} required />
        <DateField of={form} name="ends_on" label={texts.lastDay} hint={texts.oneDay} min={starts_on} />
      </FieldRow>
      {branches.length > 1 ? (
        <SelectField
          of={form}
          name="branch"
          label={texts.branch}
          options={[
            { value: "", label: texts.wholeCentre },
            ...branches.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      {starts_on ? <Affected from={starts_on} to={ends_on >= starts_on ? ends_on : starts_on} me={me} /> : null}
    </Form>
  );
}

/** How many planned lessons are on these days now. */
function Affected({ from, to, me }: { from: string; to: string; me: Person }) {
  const words = useWords();
  const texts = roomsWords.use();
  const query = { from, to, status: "planned" as const, page_size: 1 };
  const { value } = useLoad(() => talim.api.get("/lessons/", { query }), [from, to]);
  if (!value) return null;
  const days =
    from === to
      ? formatDate(from, me.zone, words)
      : `${formatDate(from, me.zone, words)} – ${formatDate(to, me.zone, words)}`;
  return (
    <p class={value.count ? "state warn" : "state"} role="status">
      <Icon name={value.count ? "warning" : "good"} />
      {texts.affected(value.count, days)}
    </p>
  );
}

/** What the holiday has left in place. */
function SavedHoliday({ saved, me }: { saved: Saved; me: Person }) {
  const words = useWords();
  const texts = roomsWords.use();
  if (!saved.stay_count) return null;
  return (
    <div class="card" role="status">
      <span class="state warn">
        <Icon name="warning" />
        {texts.stay(saved.stay_count)}
      </span>
      <ul>
        {saved.stay.slice(0, SHOWN).map((lesson) => (
          <li key={lesson.id}>
            {[lesson.group.name, formatDayTime(lesson.starts_at, me.zone, words), lesson.teacher?.full_name]
              .filter(Boolean)
              .join(", ")}
          </li>
        ))}
      </ul>
    </div>
  );
}
