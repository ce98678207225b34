/** The quizzes that one writes, and a new one. */

import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
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
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { fetchPlaces, namePlace, type Places } from "./places.ts";

type Row = Answer<"/quizzes/", "get">["results"][number];

export function WrittenQuizzes({ me }: PageProps) {
  const places = useLoad(() => fetchPlaces(me), [me.id]);
  return <Loading of={places}>{(known) => <QuizList me={me} places={known} />}</Loading>;
}

function QuizList({ me, places }: { me: Person; places: Places }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const { opened, open, close } = useOpenedRow<"new">();
  const marking = useLoad(() => talim.api.get("/quizzes/marking/", { query: { page_size: 1 } }), []);
  const waiting = marking.value?.count ?? 0;
  const filters = (
    [
      ["group", texts.group, places.groups],
      ["course", texts.course, places.courses],
    ] as const
  ).filter(([, , all]) => all.length > 1);
  return (
    <>
      <h1>{words.teacher.nav.quizzes}</h1>
      <p class="quiz-links">
        <Link to="quiz-marking" class={waiting ? "button main" : "button"}>
          {waiting ? texts.answersWait(waiting) : words.teacher.nav.quizMarking}
        </Link>
        <Link to="banks" class="button">
          {words.teacher.nav.banks}
        </Link>
      </p>
      <DataTable<Row>
        name="written-quizzes"
        label={words.teacher.nav.quizzes}
        columns={[
          { id: "title", title: texts.title, cell: (row) => row.title, order: "title" },
          { id: "place", title: texts.place, cell: (row) => namePlace(row, places, texts.centre) },
          {
            id: "state",
            title: texts.state,
            cell: (row) => (
              <span class="state">
                <Icon name={row.is_published ? "good" : "write"} />
                {row.is_published ? texts.published : texts.draft}
              </span>
            ),
          },
          {
            id: "closes",
            title: texts.closesAt,
            cell: (row) => (row.closes_at ? formatDayTime(row.closes_at, me.zone, words) : "—"),
            order: "closes_at",
          },
        ]}
        load={(query, { group, course }) =>
          talim.api.get("/quizzes/", {
            query: { ...query, written: true, ...(group ? { group } : {}), ...(course ? { course } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={(row) => navigate(`quiz-editor/${row.id}`)}
        search={texts.findQuiz}
        filters={filters.map(([name, label, all]) => ({
          name,
          label,
          options: [["", texts.all] as [string, string], ...all.map((one): [string, string] => [one.id, one.name])],
        }))}
        ordering="-created_at"
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newQuiz}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noQuizzes} />}
      />
      {opened ? (
        <Drawer title={texts.newQuiz} close={close} holdsBack>
          <NewQuiz me={me} places={places} close={close} />
        </Drawer>
      ) : null}
    </>
  );
}

function NewQuiz({ me, places: { groups, courses }, close }: { me: Person; places: Places; close: () => void }) {
  const texts = quizWriteWords.use();
  const options = [
    ...groups.map(({ id, name }) => ({ value: `group ${id}`, label: texts.ofGroup(name) })),
    ...courses.map(({ id, name }) => ({ value: `course ${id}`, label: texts.ofCourse(name) })),
    ...(hasPermission(me, "quizzes.manage") ? [{ value: "centre", label: texts.forEverybody }] : []),
  ];
  const form = useForm({
    initial: { title: "", place: options.length === 1 ? (options[0]?.value ?? "") : "" },
    send: ({ title, place }, idempotencyKey) => {
      const [kind, id] = place.split(" ");
      return talim.api.post("/quizzes/", {
        body: { title, group: kind === "group" ? (id ?? null) : null, course: kind === "course" ? (id ?? null) : null },
        idempotencyKey,
      });
    },
    onDone: ({ id }) => navigate(`quiz-editor/${id}`),
  });
  if (!options.length) return <p class="empty">{texts.noPlaceForQuiz}</p>;
  return (
    <Form of={form} word={texts.create} label={texts.newQuiz} close={close}>
      <TextField of={form} name="title" label={texts.title} required autofocus />
      <SelectField of={form} name="place" label={texts.ofWhom} hint={texts.ofWhomHelp} options={options} required />
    </Form>
  );
}
