/** Rubrics of the groups and courses that one teaches, and of the centre; with a gradebook, those of its group or course. */

import { hasPermission } from "../../office/permissions.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import type { Option } from "../../ui/form/choice-fields.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { useWords } from "../../words/index.ts";
import { rubricWritingWords } from "../rubric-writing/words/index.ts";
import type { Rubric } from "./rubric-data.ts";
import { RubricForm } from "./rubric-form.tsx";
import { fetchAllRubrics } from "./rubric-lists.ts";
import { RubricView } from "./rubric-view.tsx";

const CENTRE = "centre";

/** Whose a rubric is, as a form names it. */
export function getPlace({ group, course }: Pick<Rubric, "group" | "course">): string {
  return group ? `group:${group}` : course ? `course:${course}` : CENTRE;
}

interface Loaded {
  rubrics: Rubric[];
  /** Own groups, and whatever has a gradebook, with their names. */
  places: Option[];
  /** Of the gradebook that one comes from. */
  title: string;
}

async function fetchPlaces(me: Person): Promise<Option[]> {
  const query = { teacher: me.id, status: "active" as const, page_size: 100, ordering: "name" };
  const [groups, gradebooks] = await Promise.all([
    talim.api.get("/courses/groups/", { query }),
    fetchAllPages((page) => talim.api.get("/grading/gradebooks/", { query: { page, page_size: 100 } })),
  ]);
  const own = groups.results.map(({ id, name }) => ({ value: getPlace({ group: id, course: null }), label: name }));
  const others = gradebooks.map((gradebook) => ({ value: getPlace(gradebook), label: gradebook.title }));
  return [...own, ...others.filter(({ value }) => !own.some((place) => place.value === value))];
}

async function fetchOfGradebook(id: string): Promise<Loaded> {
  const [gradebook, all] = await Promise.all([
    talim.api.get("/grading/gradebooks/{id}/", { path: { id } }),
    fetchAllRubrics(),
  ]);
  const place = getPlace(gradebook);
  return {
    rubrics: all.filter((rubric) => [CENTRE, place].includes(getPlace(rubric))),
    places: [{ value: place, label: gradebook.title }],
    title: gradebook.title,
  };
}

async function fetchAll(me: Person): Promise<Loaded> {
  const [rubrics, places] = await Promise.all([fetchAllRubrics(), fetchPlaces(me)]);
  return { rubrics, places, title: "" };
}

export function RubricsPage({ me, values: { gradebook = "" } }: PageProps) {
  const words = useWords();
  const texts = rubricWritingWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Rubric | "new">();
  const loaded = useLoad(() => (gradebook ? fetchOfGradebook(gradebook) : fetchAll(me)), [gradebook, changes]);
  return (
    <>
      {gradebook ? (
        <p>
          <Link to={`gradebook-setup/${gradebook}`}>← {texts.toSetup}</Link>
        </p>
      ) : null}
      <h1>{words.teacher.nav.rubrics}</h1>
      <Loading of={loaded}>
        {({ rubrics, places, title }) => {
          const offered = hasPermission(me, "grading.manage")
            ? [...places, { value: CENTRE, label: texts.centre }]
            : places;
          return (
            <>
              {title ? <p class="quiet">{title}</p> : null}
              {offered.length ? (
                <p>
                  <button type="button" class="main" onClick={() => open("new")}>
                    {texts.newRubric}
                  </button>
                </p>
              ) : null}
              {rubrics.length ? (
                <RubricList rubrics={rubrics} places={places} open={open} />
              ) : (
                <Empty drawing="box" text={texts.noRubrics} />
              )}
              {opened ? (
                <Drawer title={opened === "new" ? texts.newRubric : opened.name} close={close} holdsBack>
                  <OpenedRubric
                    key={opened === "new" ? "new" : opened.id}
                    rubric={opened === "new" ? undefined : opened}
                    me={me}
                    places={offered}
                    close={close}
                    done={done}
                  />
                </Drawer>
              ) : null}
            </>
          );
        }}
      </Loading>
    </>
  );
}

function RubricList({
  rubrics,
  places,
  open,
}: {
  rubrics: Rubric[];
  places: Option[];
  open: (rubric: Rubric) => void;
}) {
  const words = useWords();
  const texts = rubricWritingWords.use();
  return (
    <ul class="rubric-list" aria-label={words.teacher.nav.rubrics}>
      {rubrics.map((rubric) => {
        const place = getPlace(rubric);
        const owner = place === CENTRE ? texts.centre : places.find(({ value }) => value === place)?.label;
        const facts = [
          owner,
          texts.criterionCount(rubric.criteria.length),
          texts.version(rubric.version),
          rubric.assignment_count ? texts.usedBy(rubric.assignment_count) : "",
        ];
        return (
          <li key={rubric.id}>
            <button type="button" class="plain" onClick={() => open(rubric)}>
              <b>{rubric.name}</b>
            </button>
            <span class="quiet small">{facts.filter(Boolean).join(" · ")}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface OpenedRubricProps {
  rubric: Rubric | undefined;
  me: Person;
  places: Option[];
  close: () => void;
  done: (notice: string) => void;
}

/** One to write; the centre's is only read by who does not write it. */
function OpenedRubric({ rubric, me, places, close, done }: OpenedRubricProps) {
  const texts = rubricWritingWords.use();
  if (rubric && getPlace(rubric) === CENTRE && !hasPermission(me, "grading.manage"))
    return (
      <>
        <p class="quiet">{texts.ofCentre}</p>
        <RubricView criteria={rubric.criteria} />
      </>
    );
  return (
    <>
      <RubricForm rubric={rubric} places={places} close={close} done={done} />
      {rubric ? (
        <ActButton
          word={texts.archive}
          class="plain"
          act={() => talim.api.delete("/grading/rubrics/{id}/", { path: { id: rubric.id } })}
          onDone={() => done(texts.archived(rubric.name))}
        />
      ) : null}
    </>
  );
}
