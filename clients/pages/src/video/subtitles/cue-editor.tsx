/** The sentences of one language: the chosen one is open to be written, the others are read. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { setUnsaved } from "../../homework/recording/close-warning.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { subtitleWords } from "./words/index.ts";
import { formatClock } from "../clock-time.ts";
import { CueFields } from "./cue-fields.tsx";
import { addCue } from "./cue-list.ts";
import { fetchSubtitles, saveSubtitles, type SubtitleCue, type Subtitles } from "./data.ts";
import { SubtitlesConflict } from "./subtitles-conflict.tsx";

interface CueEditorProps {
  video: string;
  opened: Subtitles;
  media: HTMLVideoElement | null;
  onUnsaved: (isUnsaved: boolean) => void;
  leave: () => void;
}

export function CueEditor({ video, opened, media, onUnsaved, leave }: CueEditorProps) {
  const words = useWords();
  const texts = subtitleWords.use();
  const [stored, setStored] = useState(opened);
  const [cues, setCues] = useState<SubtitleCue[]>(opened.cues.length ? opened.cues : addCue([], 0));
  const [place, setPlace] = useState(0);
  const [isUnsaved, setIsUnsaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [theirs, setTheirs] = useState<Subtitles>();
  const [asks, setAsks] = useState(false);
  const saving = useRef(false);
  const ends = useRef<number>(undefined);
  useEffect(() => {
    const item = {};
    setUnsaved(item, isUnsaved);
    onUnsaved(isUnsaved);
    return () => setUnsaved(item, false);
  }, [isUnsaved]);
  useEffect(() => {
    if (!media) return undefined;
    const stop = () => {
      if (ends.current === undefined || media.currentTime < ends.current) return;
      ends.current = undefined;
      media.pause();
    };
    media.addEventListener("timeupdate", stop);
    return () => media.removeEventListener("timeupdate", stop);
  }, [media]);
  const change = (next: SubtitleCue[], to = place) => {
    setCues(next);
    setPlace(Math.max(0, Math.min(to, next.length - 1)));
    setIsUnsaved(true);
  };
  const play = (cue: SubtitleCue | undefined) => {
    if (!media || !cue) return;
    media.currentTime = cue.start_ms / 1000;
    ends.current = cue.end_ms / 1000;
    void media.play().catch(() => undefined);
  };
  const save = async (version = stored.version) => {
    if (saving.current) return;
    saving.current = true;
    setBusy(true);
    setError(undefined);
    const sent = cues;
    try {
      setStored(
        await retryAfterSignIn(() =>
          saveSubtitles(video, stored.language, { cues: sent, version, is_published: stored.is_published }),
        ),
      );
      setTheirs(undefined);
      setIsUnsaved(false);
      showNotice(texts.saved);
    } catch (reason) {
      if (reason instanceof ApiError && reason.code === "draft_changed")
        setTheirs(await fetchSubtitles(video, stored.language).catch(() => undefined));
      const wrong = reason instanceof ApiError ? /^cues\.(\d+)\./.exec(Object.keys(reason.fields)[0] ?? "") : null;
      if (wrong) setPlace(Number(wrong[1]));
      setError(() => reason);
    } finally {
      saving.current = false;
      setBusy(false);
    }
  };
  const keys = (event: KeyboardEvent) => {
    const key = `${event.altKey ? "Alt+" : ""}${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.key}`;
    const act = {
      "Alt+ArrowDown": () => setPlace(Math.min(place + 1, cues.length - 1)),
      "Alt+ArrowUp": () => setPlace(Math.max(place - 1, 0)),
      "Ctrl+Enter": () => play(cues[place]),
      "Ctrl+s": () => void save(),
    }[key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const now = () => Math.round((media?.currentTime ?? 0) * 1000);
  const wrong = error instanceof ApiError ? Object.values(error.fields)[0]?.[0] : undefined;
  if (theirs)
    return (
      <SubtitlesConflict
        mine={cues}
        theirs={theirs.cues}
        language={stored.language}
        keepMine={() => void save(theirs.version)}
        keepTheirs={() => {
          setStored(theirs);
          setCues(theirs.cues);
          setPlace(0);
          setIsUnsaved(false);
          setError(undefined);
          setTheirs(undefined);
        }}
      />
    );
  return (
    <section class="cue-editor" aria-label={stored.label} onKeyDown={keys}>
      <div class="cue-bar">
        <button type="button" class="plain" onClick={() => (isUnsaved ? setAsks(true) : leave())}>
          ← {texts.back}
        </button>
        <strong lang={stored.language}>{stored.label}</strong>
        <span class="small quiet" role="status">
          {isUnsaved ? texts.unsaved : ""}
        </span>
        <Button class="main" off={busy || !isUnsaved} onClick={() => void save()}>
          {busy ? words.loading : texts.save}
        </Button>
      </div>
      <p class="small quiet cue-keys">{texts.keys}</p>
      {error === undefined ? null : wrong ? (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      ) : (
        <Problem error={error} again={() => void save()} />
      )}
      <ol class="cue-list">
        {cues.map((cue, at) =>
          at === place ? (
            <li key={at} class="open">
              <CueFields
                cues={cues}
                place={at}
                language={stored.language}
                change={change}
                play={() => play(cue)}
                now={now}
              />
            </li>
          ) : (
            <li key={at}>
              <button type="button" class="plain" onClick={() => setPlace(at)}>
                <span class="number small">{formatClock(cue.start_ms / 1000)}</span>
                <span lang={stored.language}>{cue.text || texts.empty}</span>
              </button>
            </li>
          ),
        )}
      </ol>
      {asks ? (
        <Dialog label={texts.leaveWord} close={() => setAsks(false)}>
          <p>{texts.leave}</p>
          <DialogButtons word={texts.leaveWord} busy={false} go={leave} close={() => setAsks(false)} />
        </Dialog>
      ) : null}
    </section>
  );
}
