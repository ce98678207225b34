/** Who took a placement test, and the level that the office writes down for a pupil. */

import type { Answer } from "@talim/client";
import { saveDraft } from "../../drafts.ts";
import { formatDayTime, formatPhone, formatScore } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { navigate } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPupils } from "../../ui/form/picks.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { placementOfficeWords } from "../placement-office/words/index.ts";
import { useWords } from "../../words/index.ts";
import { SpeechResult } from "./speech-result.tsx";

type Session = Answer<"/quizzes/placement-sessions/", "get">["results"][number];
type Result = Answer<"/quizzes/placement-sessions/{id}/", "get">;

const NEW_PUPIL = "pupils/new";
/** How often (ms) it is looked whether a recording has been heard. */
const HEARING_MS = 15_000;

export function PlacementResults({ me }: PageProps) {
  const words = useWords();
  const texts = placementOfficeWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Session>();
  return (
    <>
      <h1>{words.office.nav.pages.placementResults}</h1>
      <DataTable<Session>
        name="placement-results"
        label={words.office.nav.pages.placementResults}
        columns={[
          { id: "person", title: texts.person, cell: getName },
          { id: "level", title: texts.level, cell: (row) => row.level || texts.unfinished },
          { id: "phone", title: texts.phone, cell: (row) => (row.phone ? formatPhone(row.phone) : "") },
          {
            id: "when",
            title: texts.when,
            cell: (row) => formatDayTime(row.started_at, me.zone, words),
            order: "started_at",
          },
          { id: "test", title: texts.test, cell: (row) => row.test_name, optional: "narrow" },
          { id: "pupil", title: texts.pupil, cell: (row) => row.student?.full_name ?? "" },
        ]}
        load={(query, { placed }) =>
          talim.api.get("/quizzes/placement-sessions/", {
            query: { ...query, finished: true, ...(placed ? { placed: false } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={open}
        search={texts.search}
        filters={[
          {
            name: "placed",
            label: texts.pupil,
            options: [
              ["", texts.all],
              ["no", texts.wait],
            ],
          },
        ]}
        empty={<Empty drawing="search" text={texts.noResults} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={`${getName(opened)} · ${opened.level}`} close={close}>
          <ResultView session={opened} me={me} onDone={() => done(texts.placed)} />
        </Drawer>
      ) : null}
    </>
  );
}

function getName({ user, visitor }: Session): string {
  return user?.full_name ?? visitor;
}

function ResultView({ session, me, onDone }: { session: Session; me: PageProps["me"]; onDone: () => void }) {
  const result = useLoad(
    () => talim.api.get("/quizzes/placement-sessions/{id}/", { path: { id: session.id } }),
    [session.id],
  );
  usePoll(result, result.value?.speech?.state === "waiting" ? HEARING_MS : undefined);
  return (
    <>
      {session.student ? null : <PlaceForm session={session} me={me} onDone={onDone} />}
      <Loading of={result}>{(value) => <Figures result={value} renew={result.reload} />}</Loading>
    </>
  );
}

const FIRST_NAME_LENGTH = 80;

function PlaceForm({ session, me, onDone }: { session: Session; me: PageProps["me"]; onDone: () => void }) {
  const texts = placementOfficeWords.use();
  const { hasPage } = usePersonPages();
  const { user } = session;
  const form = useForm({
    initial: { student: user ? ({ id: user.id, label: user.full_name } as Pick) : null },
    send: ({ student }) =>
      talim.api.post("/quizzes/placement-sessions/{id}/person/", {
        path: { id: session.id },
        body: { student: student?.id ?? "" },
      }),
    onDone,
  });
  const makePupil = () => {
    saveDraft("new pupil", {
      json: JSON.stringify({ first_name: session.visitor.slice(0, FIRST_NAME_LENGTH), phone: session.phone }),
    });
    navigate(NEW_PUPIL);
  };
  return (
    <>
      <Form of={form} word={texts.place} label={texts.place}>
        <PickField of={form} name="student" label={texts.pupil} hint={texts.placeHelp} find={findPupils(me)} required />
      </Form>
      {user || !hasPage(me, NEW_PUPIL) ? null : (
        <p>
          <button type="button" onClick={makePupil}>
            {texts.makePupil}
          </button>
        </p>
      )}
    </>
  );
}

function Figures({ result: { session, chances, speech, answers }, renew }: { result: Result; renew: () => void }) {
  const texts = placementOfficeWords.use();
  return (
    <>
      {session.ability === null || session.standard_error === null ? null : (
        <p>{texts.ability(formatScore(session.ability), formatScore(session.standard_error))}</p>
      )}
      <h3>{texts.chances}</h3>
      <ul class="rows">
        {chances.map(({ level, chance }) => (
          <li key={level}>
            <span>{level}</span>
            <span>{texts.percent(Math.round(chance * 100))}</span>
          </li>
        ))}
      </ul>
      {speech ? <SpeechResult speech={speech} renew={renew} /> : null}
      <h3>{texts.deciding}</h3>
      <ul class="rows">
        {answers
          .filter(({ is_deciding: decides }) => decides)
          .map(({ place, name, skill, is_correct: isCorrect }) => (
            <li key={place}>
              <span>
                {name} <span class="quiet">{texts.skills[skill]}</span>
              </span>
              <span class="state">
                <Icon name={isCorrect ? "good" : "close"} /> {isCorrect ? texts.right : texts.wrong}
              </span>
            </li>
          ))}
      </ul>
    </>
  );
}
