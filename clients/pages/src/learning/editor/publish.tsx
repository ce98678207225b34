/** What publishing changes for learners, what is missing for it, and the button. */

import type { Answer } from "@talim/client";
import { ApiError } from "@talim/client";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { editorWords } from "./words/index.ts";
import type { CourseDraft } from "./data.ts";

type Version = Answer<"/courses/courses/{id}/versions/", "post">;
type Changes = Answer<"/courses/courses/{id}/changes/", "get">;

interface PublishProps {
  draft: CourseDraft;
  onDone: (version: Version) => void;
  /** The draft is not the present one any more. */
  onStale: () => void;
}

export function Publish({ draft, onDone, onStale }: PublishProps) {
  const texts = editorWords.use();
  const path = { id: draft.course };
  const loaded = useLoad(
    () => talim.api.get("/courses/courses/{id}/changes/", { path }),
    [draft.course, draft.revision],
  );
  const publish = async () => {
    try {
      return await talim.api.post("/courses/courses/{id}/versions/", { path, body: { revision: draft.revision } });
    } catch (error) {
      if (error instanceof ApiError && ["draft_changed", "invalid"].includes(error.code)) {
        loaded.reload();
        onStale();
      }
      throw error;
    }
  };
  return (
    <Loading of={loaded}>
      {({ changes, missing, number_next: number }) => (
        <>
          {changes.length ? <ChangeList changes={changes} /> : <p class="empty">{texts.nothingToPublish}</p>}
          {missing.length ? (
            <>
              <h3>{texts.missing}</h3>
              <ul class="rows">
                {missing.map(({ lesson, title, block, text }) => (
                  <li key={`${lesson ?? ""}${block ?? ""}${text}`}>
                    <span>
                      {lesson ? <Link to={`write/${draft.course}/${lesson}`}>{title}</Link> : <strong>{title}</strong>}{" "}
                      <span>{text}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
          {changes.length && !missing.length ? (
            <>
              <p>{texts.publishHelp}</p>
              <ActButton class="main" word={texts.publishVersion(number)} act={publish} onDone={onDone} />
            </>
          ) : null}
        </>
      )}
    </Loading>
  );
}

/** What a version changes, a line each. */
export function ChangeList({ changes }: { changes: Changes["changes"] }) {
  const texts = editorWords.use();
  return (
    <ul class="changes">
      {changes.map(({ kind, title, what }, place) => (
        <li key={place}>
          {texts.changes[kind](title)}
          {what.length ? (
            <span class="quiet small"> {what.map((part) => texts.parts[part] ?? part).join(", ")}</span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
