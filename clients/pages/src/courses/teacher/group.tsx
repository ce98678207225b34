/** A group of a teacher: who learns in it and how it goes, what comes next, what was given, who leads. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { RoomButton } from "../../chat/room-button.tsx";
import { FeedbackResults } from "../../lessons/feedback/feedback-results.tsx";
import { GradebookButton } from "../../grading/write/gradebook-button.tsx";
import { formatDayTime } from "../../format.ts";
import { AnnouncementForm } from "../../notifications/office/announcement-form.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import type { Pick } from "../../ui/form/pick-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { messagesWords } from "../../notifications/office/words/index.ts";
import { groupWords } from "./words/index.ts";
import { CoinsForm } from "../../gamification/teacher/coins-form.tsx";
import { GroupHomework } from "../../homework/teacher/group-homework.tsx";
import { SkillsLink } from "../../kids/teacher/skills-link.tsx";
import { Leaderboard } from "../../gamification/teacher/leaderboard.tsx";
import { Materials } from "../../resources/teacher/materials.tsx";
import { fetchMembers, Members } from "./members.tsx";
import { canOpenPage } from "../../teacher/page-permissions.ts";

const NEXT_LESSONS = 5;

export function GroupPage({ me, values }: PageProps) {
  const texts = groupWords.use();
  const words = useWords();
  const id = values["id"] ?? "";
  const group = useLoad(() => talim.api.get("/courses/groups/{id}/", { path: { id } }), [id]);
  return (
    <div class="wide">
      <Loading of={group}>
        {({ name, course, zone, members_count }) => (
          <>
            <h1>{name}</h1>
            <p class="quiet">{words.teacher.pupils(members_count)}</p>
            <GroupActs group={{ id, label: name }} me={me} />
            <div class="sides">
              <Members group={id} zone={zone} language={course.language} />
              <div>
                <NextLessons group={id} me={me} />
                {canOpenPage(me, "assignments") ? <GroupHomework group={id} me={me} /> : null}
                <Leaderboard group={id} />
                {hasPermission(me, "feedback.read") ? <FeedbackResults group={id} me={me} /> : null}
                <section aria-labelledby="materials">
                  <h2 id="materials">{texts.materials}</h2>
                  <Materials of={{ course: course.id }} me={me} />
                </section>
              </div>
            </div>
          </>
        )}
      </Loading>
    </div>
  );
}

/** What a teacher does for the whole group: an announcement, coins for one of it. */
function GroupActs({ group, me }: { group: Pick; me: Person }) {
  const words = useWords();
  const messages = messagesWords.use();
  const texts = groupWords.use();
  const { opened, open, close, done } = useOpenedRow<"announcement" | "coins">();
  return (
    <div class="buttons">
      <GradebookButton me={me} of={{ group: group.id }} />
      <RoomButton me={me} of={{ group: group.id }} />
      {canOpenPage(me, "group-report-cards") ? (
        <Link to={`group-report-cards?group=${group.id}`} class="button">
          {words.learning.pages.reportCards}
        </Link>
      ) : null}
      {canOpenPage(me, "skills-map/:id") ? <SkillsLink group={group.id} /> : null}
      {hasPermission(me, "announcements.send") ? (
        <button type="button" onClick={() => open("announcement")}>
          {messages.newAnnouncement}
        </button>
      ) : null}
      {hasPermission(me, "coins.adjust") ? (
        <button type="button" onClick={() => open("coins")}>
          {texts.coins}
        </button>
      ) : null}
      {opened === "announcement" ? (
        <Drawer title={messages.newAnnouncement} close={close} holdsBack>
          <AnnouncementForm me={me} group={group} onSent={done} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={group.label} close={close} holdsBack>
          <GroupCoins group={group.id} />
        </Drawer>
      ) : null}
    </div>
  );
}

function GroupCoins({ group }: { group: string }) {
  const words = useWords();
  const texts = groupWords.use();
  const [chosen, setChosen] = useState("");
  const members = useLoad(() => fetchMembers(group), [group]);
  const student = members.value?.find(({ id }) => id === chosen);
  return (
    <>
      <Loading of={members}>
        {(all) => (
          <select aria-label={texts.pupil} onChange={(event) => setChosen(event.currentTarget.value)}>
            <option value="">{words.form.choose}</option>
            {all.map(({ id, full_name }) => (
              <option key={id} value={id}>
                {full_name}
              </option>
            ))}
          </select>
        )}
      </Loading>
      {student ? <CoinsForm key={student.id} student={student} /> : null}
    </>
  );
}

function NextLessons({ group, me }: { group: string; me: Person }) {
  const words = useWords();
  const texts = groupWords.use();
  const lessons = useLoad(async () => {
    const query = { group, from: new Date().toISOString(), ordering: "starts_at", page_size: NEXT_LESSONS };
    return (await talim.api.get("/lessons/", { query })).results;
  }, [group]);
  return (
    <section aria-labelledby="lessons">
      <h2 id="lessons">{texts.lessons}</h2>
      <Loading of={lessons}>
        {(rows) =>
          rows.length ? (
            <ul class="rows">
              {rows.map(({ id, starts_at, zone, room, topic, status }) => {
                const when = formatDayTime(starts_at, zone, words);
                const what = status === "cancelled" ? <s>{when}</s> : when;
                return (
                  <li key={id}>
                    <span>
                      {canOpenPage(me, "lesson/:id") ? <Link to={`lesson/${id}`}>{what}</Link> : what}
                      <span class="quiet small">
                        {[status === "cancelled" ? words.home.cancelled : "", room?.name, topic]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </span>
                  </li>
                );
              })}
            </ul>
          ) : (
            <p class="empty">{texts.noLessons}</p>
          )
        }
      </Loading>
    </section>
  );
}
