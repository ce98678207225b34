/** The subtitles of a film: which there are, new ones, and their sentences beside the film. */

import { useState } from "preact/hooks";
import sheet from "sheet:../../style/subtitles.css";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { saveFile } from "../../ui/download.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll, type Loaded } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { addSheet } from "../../ui/sheets.ts";
import { useEvents } from "../../ui/stream.ts";
import { subtitleWords } from "./words/index.ts";
import { LazyPlayer } from "../lazy-player.tsx";
import type { VideoPlace } from "../place.ts";
import { AddSubtitles } from "./add-subtitles.tsx";
import { CueEditor } from "./cue-editor.tsx";
import { fetchSubtitles, saveSubtitles, type Subtitles, type SubtitlesRow, type SubtitlesState } from "./data.ts";

export interface SubtitlesPageProps {
  video: string;
  place: VideoPlace;
  title: string;
  onUnsaved: (isUnsaved: boolean) => void;
}

const EVENTS = ["video.changed"] as const;
/** How often (ms) is asked while they are made. */
const MAKING_MS = 4_000;

export function loadSubtitlesSheet(): Promise<void> {
  return addSheet(new URL(sheet, import.meta.url).href);
}

export function SubtitlesPage({ video, place, title, onUnsaved }: SubtitlesPageProps) {
  const [media, setMedia] = useState<HTMLVideoElement | null>(null);
  const [edited, setEdited] = useState<Subtitles>();
  const loaded = useLoad(() => talim.api.get("/video/videos/{id}/subtitles/", { path: { id: video } }), [video]);
  const isMaking = ["waiting", "running"].includes(loaded.value?.making?.state ?? "");
  usePoll(loaded, isMaking ? MAKING_MS : undefined);
  useEvents(talim.realtime.own, EVENTS, (event) => (!event || event.data.video === video) && loaded.reload());
  const leave = () => {
    onUnsaved(false);
    setEdited(undefined);
    loaded.reload();
  };
  return (
    <div class="subtitles">
      <div class="subtitles-film">
        <LazyPlayer place={place} title={title} bare onMedia={setMedia} />
      </div>
      <div>
        {edited ? (
          <CueEditor video={video} opened={edited} media={media} onUnsaved={onUnsaved} leave={leave} />
        ) : (
          <Loading of={loaded}>{(state) => <Languages state={state} loaded={loaded} edit={setEdited} />}</Loading>
        )}
      </div>
    </div>
  );
}

interface LanguagesProps {
  state: SubtitlesState;
  loaded: Loaded<SubtitlesState>;
  edit: (subtitles: Subtitles) => void;
}

function Languages({ state, loaded, edit }: LanguagesProps) {
  const texts = subtitleWords.use();
  const { video, subtitles, making } = state;
  return (
    <>
      {subtitles.length ? (
        <ul class="cards">
          {subtitles.map((row) => (
            <Row key={row.language} video={video} row={row} edit={edit} onChanged={loaded.reload} />
          ))}
        </ul>
      ) : (
        <p class="quiet">{texts.none}</p>
      )}
      {making ? <Making making={making} /> : null}
      <AddSubtitles state={state} onChanged={loaded.reload} edit={edit} />
    </>
  );
}

function Making({
  making: { state, percent, reason_text: reason },
}: {
  making: NonNullable<SubtitlesState["making"]>;
}) {
  const texts = subtitleWords.use();
  switch (state) {
    case "running":
      return (
        <p class="upload-progress">
          <progress value={percent} max={100} aria-label={texts.progress} /> <span>{texts.running(percent)}</span>
        </p>
      );
    case "waiting":
      return (
        <p class="quiet" role="status">
          <Icon name="clock" /> {texts.waits}
        </p>
      );
    default:
      return reason ? (
        <p class="wrong" role="alert">
          {reason}
        </p>
      ) : null;
  }
}

interface RowProps {
  video: string;
  row: SubtitlesRow;
  edit: (subtitles: Subtitles) => void;
  onChanged: () => void;
}

function Row({ video, row, edit, onChanged }: RowProps) {
  const texts = subtitleWords.use();
  const { language, label, source, is_published: isPublished, doubt, cue_count: count } = row;
  const path = { id: video, language };
  const publish = async () => {
    const { cues, version } = await fetchSubtitles(video, language);
    return saveSubtitles(video, language, { cues, version, is_published: !isPublished });
  };
  return (
    <li class="card">
      <strong lang={language}>{label}</strong>
      <span class="state">
        <Icon name={isPublished ? "good" : "write"} /> {isPublished ? texts.published : texts.draft}
      </span>
      <span class="quiet small">
        {texts.count(count)}, {texts.sources[source]}
      </span>
      {doubt ? <span class="small">{doubt}</span> : null}
      <div class="buttons">
        <ActButton word={texts.edit} act={() => fetchSubtitles(video, language)} onDone={edit} />
        <ActButton
          word={isPublished ? texts.unpublish : texts.publish}
          act={publish}
          onDone={() => {
            showNotice(isPublished ? texts.hidden : texts.publishedNow);
            onChanged();
          }}
        />
        {(["vtt", "srt"] as const).map((format) => (
          <ActButton
            key={format}
            word={texts.download(format)}
            class="plain"
            act={() => download(video, language, format)}
            onDone={() => undefined}
          />
        ))}
        <ActButton
          word={texts.remove}
          class="plain"
          question={texts.removeQuestion}
          act={() => talim.api.delete("/video/videos/{id}/subtitles/{language}/", { path })}
          onDone={() => {
            showNotice(texts.removed);
            onChanged();
          }}
        />
      </div>
    </li>
  );
}

async function download(id: string, language: string, format: "vtt" | "srt"): Promise<void> {
  const file: unknown = await talim.api.get("/video/videos/{id}/subtitles/{language}/file/", {
    path: { id, language },
    query: { format },
  });
  if (file instanceof Blob) saveFile(file, `subtitles-${language}.${format}`);
}
