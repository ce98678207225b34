/** An interactive package in a frame of its own origin, started when somebody wants it; one at a time. */

import { useContext, useEffect, useId, useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf } from "./block-types.ts";
import { LessonPlaceContext } from "./lesson-place.ts";
import { readMessage } from "./package-messages.ts";
import { PackageSaver, type SaveState, type Saved } from "./package-saver.ts";

type Opened = Answer<"/courses/lessons/{id}/packages/{block}/", "post">;

/** All packages share one origin: two that run at once could reach each other. */
const STARTED = "talim-package-started";
/** How long (ms) a package may still speak that is left. */
const LEAVING = 500;

export function PackageBlock({ block, renew }: { block: BlockOf<"interactive">; renew?: (() => void) | undefined }) {
  const texts = courseBlockWords.use();
  const place = useContext(LessonPlaceContext);
  const [opened, setOpened] = useState<Opened>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    const stop = (event: Event) => {
      if ((event as CustomEvent<string>).detail !== block.id) setOpened(undefined);
    };
    addEventListener(STARTED, stop);
    return () => removeEventListener(STARTED, stop);
  }, [block.id]);
  const start = async () => {
    if (!place) return;
    setProblem(undefined);
    const path = { id: place.lesson, block: block.id };
    try {
      const answer = await (place.isDraft
        ? talim.api.post("/courses/lessons/{id}/draft/packages/{block}/", { path })
        : talim.api.post("/courses/lessons/{id}/packages/{block}/", { path }));
      dispatchEvent(new CustomEvent(STARTED, { detail: block.id }));
      setOpened(answer);
    } catch (reason) {
      setProblem(() => reason);
    }
  };
  const title = block.title || block.file?.title || texts.package;
  if (!block.file) return null;
  const isElsewhere = opened !== undefined && opened.pages_origin !== location.origin;
  return (
    <section class="card package-card" aria-label={title}>
      <strong>{title}</strong>
      {block.package?.is_on === false ? (
        <p class="quiet">{texts.packagesOff}</p>
      ) : block.package?.is_ready === false ? (
        <p class="quiet">{texts.packageNotReady}</p>
      ) : isElsewhere ? (
        <p>
          <a href={`${opened.pages_origin}${location.pathname}`}>{texts.packageElsewhere(opened.pages_origin)}</a>
        </p>
      ) : opened ? (
        <RunningPackage
          key={opened.url}
          opened={opened}
          block={block.id}
          title={title}
          close={() => setOpened(undefined)}
          renew={renew}
        />
      ) : !place ? (
        <p class="quiet">{texts.packageForLearners}</p>
      ) : (
        <p>
          <button type="button" class="main" onClick={() => void start()}>
            {texts.startPackage}
          </button>
        </p>
      )}
      {problem ? <Problem error={problem} again={() => void start()} /> : null}
    </section>
  );
}

interface RunningPackageProps {
  opened: Opened;
  block: string;
  title: string;
  close: () => void;
  renew?: (() => void) | undefined;
}

function RunningPackage({ opened, block, title, close, renew }: RunningPackageProps) {
  const texts = courseBlockWords.use();
  const place = useContext(LessonPlaceContext);
  const frame = useRef<HTMLIFrameElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [save, setSave] = useState<SaveState>();
  const [score, setScore] = useState(opened.score);
  const [isDone, setIsDone] = useState(Boolean(opened.completed_at));
  const [isLarge, setIsLarge] = useState(false);
  const [problem, setProblem] = useState<string>();
  const id = useId();
  useEffect(() => {
    const path = { id: place?.lesson ?? "", block };
    let wasDone = Boolean(opened.completed_at);
    const tell = (state: SaveState, saved?: Saved) => {
      setSave(state);
      if (!saved) return;
      setScore(saved.score);
      setIsDone(Boolean(saved.completed_at));
      if (saved.completed_at && !wasDone) {
        wasDone = true;
        renew?.();
      }
    };
    const saver = new PackageSaver(
      opened.version,
      (body) => talim.api.put("/courses/lessons/{id}/packages/{block}/", { path, body }),
      tell,
    );
    const hear = (event: MessageEvent) => {
      const said = readMessage(event, frame.current?.contentWindow, opened.origin);
      if (said?.problem) setProblem(said.problem);
      else if (said && opened.saves) saver.add(said);
    };
    const flush = () => void saver.flush();
    addEventListener("message", hear);
    addEventListener("online", flush);
    return () => {
      removeEventListener("message", hear);
      removeEventListener("online", flush);
      void saver.flush();
    };
  }, [opened.url]);
  useEffect(() => {
    const look = () => setIsLarge(document.fullscreenElement === box.current);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const enlarge = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (box.current?.requestFullscreen) void box.current.requestFullscreen().catch(() => setIsLarge(true));
    else setIsLarge(!isLarge);
  };
  const leave = () => {
    frame.current?.contentWindow?.postMessage({ talim: "leave" }, opened.origin);
    setTimeout(close, LEAVING);
  };
  return (
    <div ref={box} class={`package ${isLarge ? "large" : ""}`}>
      <iframe
        ref={frame}
        src={opened.url}
        title={title}
        sandbox="allow-scripts allow-same-origin allow-forms"
        allow="fullscreen; autoplay"
        referrerPolicy="no-referrer"
        aria-describedby={id}
      />
      <div class="package-bar">
        <span id={id} class="quiet small" role="status">
          {isDone ? (
            <>
              <Icon name="good" /> {texts.packageDone(score)}
            </>
          ) : null}{" "}
          {!opened.saves
            ? texts.packagePreview
            : save?.state === "waits"
              ? texts.packageSaving
              : save?.state === "saved"
                ? texts.packageSaved
                : ""}
        </span>
        <span class="buttons">
          <button type="button" onClick={enlarge}>
            {isLarge ? texts.smaller : texts.fullScreen}
          </button>
          <button type="button" onClick={leave}>
            {texts.closePackage}
          </button>
        </span>
      </div>
      {problem ? (
        <p class="wrong" role="alert">
          {problem === "no_player" ? texts.noPlayer : texts.packageBroken}
        </p>
      ) : null}
      {save?.state === "refused" ? <Problem error={save.error} /> : null}
    </div>
  );
}
