/** One homework that the teacher chose, on the wall or in a message: the last word is hers on a mark of the machine, too. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { useHandedIn } from "./assignment-wall.ts";
import { SUBMITTED_STATES, toReviewedHomework, type HomeworkDetail } from "./attempts.ts";
import { ReviewItem, type AttemptChoice } from "./review-item.tsx";
import { KeyList, useKeysEnabled } from "./key-list.tsx";
import { ExtendHomework } from "./extend-homework.tsx";
import { canOpenPage } from "../../teacher/page-permissions.ts";

const PROCESSING_STATES = ["received", "processing"];
/** How often (ms) is asked what became of a recording that the engine has, for who hears nothing of it. */
const POLL_MS = 20_000;

export function Homework({ me, values }: PageProps) {
  const words = useWords();
  const id = values["id"] ?? "";
  const homework = useLoad(() => talim.api.get("/homework/{id}/", { path: { id } }), [id]);
  const [keys, changeKeys] = useKeysEnabled();
  useNewAttempts(homework.value, homework.reload);
  return (
    <div class="wide">
      <h1>{words.teacher.review.title}</h1>
      <Loading of={homework}>
        {(item) => <ChosenHomework key={item.id} homework={item} me={me} keys={keys} again={homework.reload} />}
      </Loading>
      <KeyList on={keys} change={changeKeys} />
    </div>
  );
}

/** Ask again with each event of this homework, and every now and then while the engine has a recording of it. */
function useNewAttempts(detail: HomeworkDetail | undefined, again: () => void): void {
  const id = detail?.id;
  const runs = isProcessing(detail);
  useHandedIn(detail?.assignment, (homework) => {
    if (homework === undefined || homework === id) again();
  });
  useEffect(() => {
    const timer = runs ? setInterval(again, POLL_MS) : undefined;
    return () => clearInterval(timer);
  }, [runs, again]);
}

function isProcessing(detail: HomeworkDetail | undefined): boolean {
  return PROCESSING_STATES.includes(detail?.last_attempt?.state ?? "");
}

function ChosenHomework({
  homework,
  me,
  keys,
  again,
}: {
  homework: HomeworkDetail;
  me: Person;
  keys: boolean;
  again: () => void;
}) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  const runs = isProcessing(homework);
  const last = homework.last_attempt;
  const newest = `${last?.id} ${runs}`;
  const [shown, setShown] = useState<AttemptChoice & { newest: string }>({ newest });
  const take = () => last && setShown({ newest, id: last.id });
  /** A first try takes its own place; another one is offered, so that nothing is taken from under her hands. */
  const alone = last?.number === 1;
  const offered = !alone && shown.newest !== newest && SUBMITTED_STATES.includes(last?.state ?? "");
  useEffect(() => {
    if (alone && shown.newest !== newest) take();
  }, [alone, newest]);
  const { group, id } = homework.assignment;
  const back = () => navigate(group ? `wall/${group}?homework=${id}` : `assignment/${id}`);
  return (
    <>
      {runs ? (
        <p class="state" role="status">
          <Icon name="send" />
          {words.teacher.wall.columns.sent}
        </p>
      ) : offered ? (
        <button type="button" onClick={take}>
          {words.teacher.review.fresh(1)}
        </button>
      ) : null}
      <ReviewItem
        homework={toReviewedHomework(homework)}
        which={shown}
        me={me}
        keys={keys}
        done={back}
        skip={back}
        newer={offered ? take : undefined}
      />
      {homework.state !== "reviewed" && canOpenPage(me, "assignments") ? (
        <p class="review-more">
          <button type="button" onClick={() => setAsking(true)}>
            {words.teacher.more.title}
          </button>
        </p>
      ) : null}
      {asking ? <ExtendHomework homework={homework.id} me={me} close={() => setAsking(false)} given={again} /> : null}
    </>
  );
}
