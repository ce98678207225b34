/** A lesson while it is written: its text, whether the server has it, and what to do when two texts meet. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { newId } from "@talim/client";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { useStore } from "../../store.ts";
import { talim, type Person } from "../../talim.ts";
import type { CourseFile } from "../blocks/block-types.ts";
import { readBlocks, type LessonDraft } from "./data.ts";
import { LessonSaver, type LessonText, type SaveState } from "./lesson-saver.ts";
import { findKeptLesson, forgetLesson, keepLesson } from "./lesson-store.ts";
import { isSame, keepBoth } from "./merge-lesson.ts";

type Changes = Partial<Pick<LessonDraft, "slug" | "minutes" | "is_preview" | "completion" | "opens">>;

export interface WrittenLesson {
  text: LessonText;
  /** Another one for each text that came from elsewhere: fields that hold their own text begin anew with it. */
  generation: string;
  save: SaveState;
  files: ReadonlyMap<string, CourseFile>;
  /** The other text, while one has to choose. */
  theirs: LessonDraft | undefined;
  change: (update: (text: LessonText) => LessonText) => void;
  addFile: (file: CourseFile) => void;
  choose: (choice: "mine" | "theirs" | "both") => void;
  /** Save what was written, then these. */
  saveSettings: (changes: Changes) => Promise<LessonDraft>;
  flush: () => Promise<SaveState["state"]>;
}

/** Begins with what the server answered, and with what this device kept of it. */
export function useWrittenLesson(lesson: LessonDraft, me: Person): WrittenLesson {
  const path = { id: lesson.id };
  const page = `write/${lesson.course}/${lesson.id}`;
  const [text, setText] = useState<LessonText>({ title: lesson.title, blocks: readBlocks(lesson) });
  const [generation, setGeneration] = useState(newId);
  const [files, setFiles] = useState<ReadonlyMap<string, CourseFile>>(() => indexFiles(lesson.files));
  const [theirs, setTheirs] = useState<LessonDraft | undefined>();
  const current = useRef(text);
  const saver = useMemo(
    () =>
      new LessonSaver(
        {
          send: (revision, { title, blocks }) =>
            retryAfterSignIn(() =>
              talim.api.put("/courses/lessons/{id}/draft/", {
                path,
                body: {
                  revision,
                  ...(title.trim() ? { title } : {}),
                  blocks: blocks as unknown as Record<string, unknown>[],
                },
              }),
            ),
          keep: (revision, { title, blocks }) =>
            keepLesson({ person: me.id, lesson: lesson.id, page, revision, title, blocks, at: Date.now() }),
          forget: () => forgetLesson(me.id, lesson.id),
        },
        text,
        lesson.revision,
      ),
    [],
  );
  const save = useStore(saver.state);
  const show = (next: LessonText) => {
    current.current = next;
    setText(next);
    setGeneration(newId());
  };
  const addFiles = (more: CourseFile[]) => setFiles((known) => new Map([...known, ...indexFiles(more)]));
  const loadTheirs = async () => {
    const draft = await talim.api.get("/courses/lessons/{id}/draft/", { path });
    addFiles(draft.files);
    setTheirs(draft);
  };
  useEffect(() => {
    const restore = async () => {
      const kept = await findKeptLesson(me.id, lesson.id);
      if (!kept) return;
      if (isSame(kept.blocks, current.current.blocks) && kept.title === current.current.title)
        return forgetLesson(me.id, lesson.id);
      show({ title: kept.title, blocks: kept.blocks });
      if (kept.revision === lesson.revision) saver.settle(current.current, kept.revision);
      else saver.conflict();
    };
    void restore().catch(() => undefined);
    const online = () => void saver.flush();
    const leave = () => void saver.flush();
    // The browser may end a page that is not seen.
    const hidden = () => document.visibilityState === "hidden" && leave();
    addEventListener("online", online);
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      removeEventListener("online", online);
      removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hidden);
      void saver.flush().finally(() => saver.stop());
    };
  }, []);
  useEffect(() => {
    if (save.state !== "conflict") return undefined;
    void loadTheirs().catch(() => undefined);
    const again = () => void loadTheirs().catch(() => undefined);
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [save.state]);
  const change: WrittenLesson["change"] = (update) => {
    current.current = update(current.current);
    setText(current.current);
    saver.change(current.current);
  };
  const choose: WrittenLesson["choose"] = (choice) => {
    if (!theirs) return;
    const other: LessonText = { title: theirs.title, blocks: readBlocks(theirs) };
    const mine = current.current;
    if (choice === "theirs") {
      show(other);
      saver.accept(theirs.revision, other);
    } else {
      show(choice === "both" ? { title: mine.title, blocks: keepBoth(mine.blocks, other.blocks) } : mine);
      saver.settle(current.current, theirs.revision);
    }
    setTheirs(undefined);
  };
  const saveSettings = async (changes: Changes) => {
    await saver.flush();
    const saved = await talim.api.put("/courses/lessons/{id}/draft/", {
      path,
      body: { revision: saver.getRevision(), ...changes },
    });
    saver.moveOn(saved.revision);
    return saved;
  };
  return {
    text,
    generation,
    save,
    files,
    theirs,
    change,
    addFile: (file) => addFiles([file]),
    choose,
    saveSettings,
    flush: () => saver.flush(),
  };
}

function indexFiles(files: readonly CourseFile[]): Map<string, CourseFile> {
  return new Map(files.map((file) => [file.id, file]));
}

/** What the server found wrong with the blocks: "3.latex" and the sentence. */
export function findBlockErrors(save: SaveState): Record<string, string> {
  if (save.state !== "refused") return {};
  const fields = Object.entries(save.error.fields).filter(([field]) => field.startsWith("blocks."));
  return Object.fromEntries(fields.map(([field, texts]) => [field.slice("blocks.".length), texts.join(" ")]));
}
