/** The office's placement tests: made from a bank, opened and closed, with a link and its QR code. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { CheckField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { QrImage } from "../../ui/qr-image.tsx";
import { placementOfficeWords } from "../placement-office/words/index.ts";
import { useWords } from "../../words/index.ts";

type PlacementTest = Answer<"/quizzes/placement-tests/", "get">["results"][number];
type TestLink = Answer<"/quizzes/placement-tests/{id}/link/", "post">;

const USUAL_STARTS = 200;
const MOST_STARTS = 10_000;
const SHOWN = 12;

/** Banks of the centre. */
const findBanks: FindPicks = async (typed) => {
  const { results } = await talim.api.get("/quizzes/banks/", {
    query: { page_size: SHOWN, ...(typed ? { search: typed } : {}) },
  });
  return results
    .filter(({ course }) => course === null)
    .map(({ id, name, question_count: count }) => ({ id, label: name, detail: String(count) }));
};

export function PlacementTests() {
  const words = useWords();
  const texts = placementOfficeWords.use();
  const { opened, open, close, changes, changed, done } = useOpenedRow<PlacementTest | "new">();
  const [link, setLink] = useState<TestLink>();
  const opens = (row: PlacementTest | "new") => {
    setLink(undefined);
    open(row);
  };
  const linked = (made: TestLink) => {
    setLink(made);
    changed();
  };
  return (
    <>
      <h1>{texts.tests}</h1>
      <p class="quiet">{texts.help}</p>
      <DataTable<PlacementTest>
        name="placement-tests"
        label={texts.tests}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name, order: "name" },
          { id: "bank", title: texts.bank, cell: (row) => row.bank_name, optional: "narrow" },
          {
            id: "finished",
            title: texts.finished,
            cell: (row) => row.session_count,
            number: true,
            order: "session_count",
          },
          { id: "state", title: texts.state, cell: (row) => <OpenState isOpen={row.is_open} /> },
        ]}
        load={(query) => talim.api.get("/quizzes/placement-tests/", { query })}
        getKey={(row) => row.id}
        onOpen={opens}
        acts={
          <button type="button" class="main" onClick={() => opens("new")}>
            {texts.new}
          </button>
        }
        empty={<Empty drawing="search" text={texts.none} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.new : opened.name} close={close}>
          {link ? (
            <LinkView link={link} />
          ) : opened === "new" ? (
            <NewTest onDone={linked} close={close} />
          ) : (
            <EditTest test={opened} onDone={() => done(words.form.saved)} onLink={linked} close={close} />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

function OpenState({ isOpen }: { isOpen: boolean }) {
  const texts = placementOfficeWords.use();
  return (
    <span class="state">
      <Icon name={isOpen ? "good" : "lock"} /> {isOpen ? texts.open : texts.closed}
    </span>
  );
}

function LinkView({ link: { url, qr } }: { link: TestLink }) {
  const texts = placementOfficeWords.use();
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    showNotice(texts.copied);
  };
  return (
    <div role="status">
      <p>{texts.link}</p>
      <QrImage svg={qr} label={texts.qr} class="placement-qr" />
      <p class="new-link">{url}</p>
      <button type="button" class="main" onClick={() => void copy()}>
        {texts.copy}
      </button>
    </div>
  );
}

function NewTest({ onDone, close }: { onDone: (link: TestLink) => void; close: () => void }) {
  const words = useWords();
  const texts = placementOfficeWords.use();
  const form = useForm({
    initial: { name: "", bank: null as Pick | null, daily_starts: USUAL_STARTS as number | null },
    send: ({ name, bank, daily_starts }, key) =>
      talim.api.post("/quizzes/placement-tests/", {
        body: { name, bank: bank?.id ?? "", daily_starts: daily_starts ?? USUAL_STARTS },
        idempotencyKey: key,
      }),
    onDone: ({ link }) => onDone(link),
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.new} close={close}>
        <TextField of={form} name="name" label={texts.name} required />
        <PickField of={form} name="bank" label={texts.bank} find={findBanks} required />
        <NumberField of={form} name="daily_starts" label={texts.dailyStarts} min={1} max={MOST_STARTS} required />
      </Form>
      <p class="quiet">{texts.starterHelp}</p>
      <ActButton
        word={texts.addStarter}
        act={() => talim.api.post("/quizzes/placement-tests/starter-bank/")}
        onDone={({ is_ready: isReady }) => showNotice(isReady ? texts.starterReady : texts.starterComes)}
      />
    </>
  );
}

interface EditProps {
  test: PlacementTest;
  onDone: () => void;
  onLink: (link: TestLink) => void;
  close: () => void;
}

function EditTest({ test, onDone, onLink, close }: EditProps) {
  const words = useWords();
  const texts = placementOfficeWords.use();
  const path = { id: test.id };
  const form = useForm({
    initial: { name: test.name, is_open: test.is_open, daily_starts: test.daily_starts as number | null },
    send: ({ daily_starts, ...body }) =>
      talim.api.patch("/quizzes/placement-tests/{id}/", {
        path,
        body: { ...body, daily_starts: daily_starts ?? USUAL_STARTS },
      }),
    onDone,
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={test.name} close={close}>
        <TextField of={form} name="name" label={texts.name} required />
        <CheckField of={form} name="is_open" label={texts.isOpen} />
        <NumberField of={form} name="daily_starts" label={texts.dailyStarts} min={1} max={MOST_STARTS} required />
      </Form>
      <ActButton
        word={texts.newLink}
        question={<p>{texts.newLinkSure}</p>}
        act={() => talim.api.post("/quizzes/placement-tests/{id}/link/", { path })}
        onDone={onLink}
      />
      <p class="quiet">{texts.calibrateHelp}</p>
      <ActButton
        word={texts.calibrate}
        act={() => talim.api.post("/quizzes/placement-tests/{id}/calibration/", { path })}
        onDone={() => showNotice(texts.calibrateBegun)}
      />
    </>
  );
}
