/** What the online room says about the register: a proposal for each pupil, which the teacher accepts, and unknown participants. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { RegisterRow } from "../../attendance/teacher/register.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { liveWords } from "./words/index.ts";

type LiveRegister = Answer<"/lessons/{id}/live/attendance/", "get">;
type Proposal = LiveRegister["proposals"][number];
type Participant = LiveRegister["unknown"][number];

interface LiveAttendanceProps {
  lesson: string;
  rows: RegisterRow[];
  takes: boolean;
  /** The register has other marks now. */
  onMarked: () => void;
}

/** Nothing where nobody was seen; without a network the register works as ever. */
export function LiveAttendance({ lesson, rows, takes, onMarked }: LiveAttendanceProps) {
  const texts = liveWords.use();
  const live = useLoad(() => talim.api.get("/lessons/{id}/live/attendance/", { path: { id: lesson } }), [lesson]);
  const { proposals = [], unknown = [], matched = [] } = live.value ?? {};
  if (!proposals.length && !unknown.length && !matched.length) return null;
  const open = proposals.filter((proposal) => !proposal.marked);
  const accept = (shown: Proposal[]) => {
    const students = shown.map(({ student, status, minutes_late, marked }) => ({
      student: student.id,
      status,
      minutes_late,
      marked,
    }));
    return talim.api.post("/lessons/{id}/live/attendance/", { path: { id: lesson }, body: { students } });
  };
  const done = ({ marks }: { marks: unknown[] }) => {
    showNotice(texts.accepted(marks.length));
    live.reload();
    onMarked();
  };
  return (
    <section aria-labelledby="live" class="no-print">
      <h2 id="live">{texts.proposed}</h2>
      <p class="quiet">{texts.proposedHelp}</p>
      <ul class="rows">
        {proposals.map((proposal) => (
          <li key={proposal.student.id}>
            <span>
              {proposal.student.full_name}
              <span class="quiet small">{describe(proposal, texts)}</span>
            </span>
            {takes && !proposal.marked ? (
              <ActButton word={texts.accept(proposal.student.full_name)} act={() => accept([proposal])} onDone={done} />
            ) : null}
          </li>
        ))}
      </ul>
      {takes && open.length ? (
        <ActButton word={texts.acceptAll(open.length)} class="main" act={() => accept(open)} onDone={done} />
      ) : null}
      {unknown.length ? (
        <>
          <h3>{texts.unknown}</h3>
          <p class="quiet">{texts.unknownHelp}</p>
          <ul class="rows">
            {unknown.map((participant) => (
              <Unknown
                key={participant.key}
                lesson={lesson}
                participant={participant}
                rows={rows}
                onDone={live.reload}
              />
            ))}
          </ul>
        </>
      ) : null}
      {matched.length ? (
        <>
          <h3>{texts.matchedTitle}</h3>
          <ul class="rows">
            {matched.map((participant) => (
              <Matched key={participant.key} lesson={lesson} participant={participant} onDone={live.reload} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

/** A teacher's word about a participant, which the same or another teacher takes back: then nobody is matched with it in the group. */
function Matched({
  lesson,
  participant,
  onDone,
}: {
  lesson: string;
  participant: LiveRegister["matched"][number];
  onDone: () => void;
}) {
  const texts = liveWords.use();
  const { key, name, source, student } = participant;
  return (
    <li>
      <span>
        {name || texts.nameless} → {student.full_name}
        <span class="quiet small">{texts.sources[source]}</span>
      </span>
      <ActButton
        word={texts.takeBack(student.full_name)}
        act={() => talim.api.post("/lessons/{id}/live/match/", { path: { id: lesson }, body: { key, student: null } })}
        onDone={() => {
          showNotice(texts.takenBack);
          onDone();
        }}
      />
    </li>
  );
}

function describe(
  { status, minutes_late, minutes, source }: Proposal,
  texts: ReturnType<typeof liveWords.use>,
): string {
  const what = minutes_late ? texts.lateBy(minutes_late) : texts.statuses[status];
  return [what, minutes ? texts.there(minutes) : "", texts.sources[source]].filter(Boolean).join(" · ");
}

function Unknown({
  lesson,
  participant,
  rows,
  onDone,
}: {
  lesson: string;
  participant: Participant;
  rows: RegisterRow[];
  onDone: () => void;
}) {
  const texts = liveWords.use();
  const [student, setStudent] = useState("");
  const label = texts.who(participant.name || texts.nameless);
  return (
    <li>
      <label>
        <Icon name="warning" /> {label} <span class="quiet small">{texts.sources[participant.source]}</span>
        <select value={student} onChange={(event) => setStudent(event.currentTarget.value)}>
          <option value="">–</option>
          {rows.map((row) => (
            <option key={row.student.id} value={row.student.id}>
              {row.student.full_name}
            </option>
          ))}
        </select>
      </label>
      <ActButton
        word={texts.save}
        off={!student}
        act={() =>
          talim.api.post("/lessons/{id}/live/match/", { path: { id: lesson }, body: { key: participant.key, student } })
        }
        onDone={() => {
          showNotice(texts.matched);
          onDone();
        }}
      />
    </li>
  );
}
