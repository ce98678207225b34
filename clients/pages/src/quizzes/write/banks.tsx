/** The question banks that one may use, and a new one. */

import type { Answer } from "@talim/client";
import { hasPermission } from "../../office/permissions.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { fetchPlaces, namePlace, type Places } from "./places.ts";

type Bank = Answer<"/quizzes/banks/", "get">["results"][number];

/** The option that stands for the centre. */
const CENTRE = "centre";

export function Banks({ me }: PageProps) {
  const places = useLoad(() => fetchPlaces(me), [me.id]);
  return <Loading of={places}>{(known) => <BankList me={me} places={known} />}</Loading>;
}

function BankList({ me, places }: { me: Person; places: Places }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const { opened, open, close } = useOpenedRow<"new">();
  return (
    <>
      <p>
        <Link to="quizzes-written">{words.teacher.nav.quizzes}</Link>
      </p>
      <h1>{words.teacher.nav.banks}</h1>
      <DataTable<Bank>
        name="question-banks"
        label={words.teacher.nav.banks}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name, order: "name" },
          { id: "place", title: texts.place, cell: (row) => namePlace(row, places, texts.centre) },
          { id: "questions", title: texts.questions, cell: (row) => row.question_count, number: true },
        ]}
        load={(query, { course }) =>
          talim.api.get("/quizzes/banks/", { query: { ...query, ...(course ? { course } : {}) } })
        }
        getKey={(row) => row.id}
        onOpen={(row) => navigate(`banks/${row.id}`)}
        search={texts.findBank}
        {...(places.courses.length > 1
          ? {
              filters: [
                {
                  name: "course",
                  label: texts.course,
                  options: [
                    ["", texts.all] as [string, string],
                    ...places.courses.map(({ id, name }): [string, string] => [id, name]),
                  ],
                },
              ],
            }
          : {})}
        ordering="name"
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newBank}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noBanks} />}
      />
      {opened ? (
        <Drawer title={texts.newBank} close={close} holdsBack>
          <NewBank me={me} places={places} close={close} />
        </Drawer>
      ) : null}
    </>
  );
}

function NewBank({ me, places, close }: { me: Person; places: Places; close: () => void }) {
  const texts = quizWriteWords.use();
  const options = [
    ...places.courses.map(({ id, name }) => ({ value: id, label: name })),
    ...(hasPermission(me, "quizzes.manage") ? [{ value: CENTRE, label: texts.centreBank }] : []),
  ];
  const form = useForm({
    initial: { name: "", course: options.length === 1 ? (options[0]?.value ?? "") : "" },
    send: ({ name, course }, idempotencyKey) =>
      talim.api.post("/quizzes/banks/", { body: { name, course: course === CENTRE ? null : course }, idempotencyKey }),
    onDone: ({ id }) => navigate(`banks/${id}`),
  });
  if (!options.length) return <p class="empty">{texts.noCourseForBank}</p>;
  return (
    <Form of={form} word={texts.create} label={texts.newBank} close={close}>
      <TextField of={form} name="name" label={texts.name} required autofocus />
      <SelectField of={form} name="course" label={texts.place} options={options} required />
    </Form>
  );
}
