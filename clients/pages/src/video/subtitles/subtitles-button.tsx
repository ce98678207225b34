/** Opens the subtitles of a film beside the film; their editor comes when it is wanted first. */

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fromImportError } from "../../errors.ts";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { LoadProblem, Waiting } from "../../ui/load.tsx";
import { loadCatalogues } from "../../words/catalogue.ts";
import { filmWords } from "../films/words/index.ts";
import { subtitleWords } from "./words/index.ts";
import type { VideoPlace } from "../place.ts";
import type { SubtitlesPageProps } from "./subtitles-page.tsx";

interface SubtitlesButtonProps {
  /** The id of the video. */
  video: string;
  place: VideoPlace;
  title: string;
}

let LoadedPage: ComponentType<SubtitlesPageProps> | undefined;

async function loadPage(): Promise<void> {
  const [{ SubtitlesPage, loadSubtitlesSheet }] = await Promise.all([
    import("./subtitles-page.tsx"),
    loadCatalogues([subtitleWords]),
  ]);
  await loadSubtitlesSheet();
  LoadedPage = SubtitlesPage;
}

export function SubtitlesButton(props: SubtitlesButtonProps) {
  const texts = filmWords.use();
  const [isOpen, setIsOpen] = useState(false);
  const [asks, setAsks] = useState(false);
  const isUnsaved = useRef(false);
  const close = () => {
    setAsks(false);
    isUnsaved.current = false;
    setIsOpen(false);
  };
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        {texts.subtitles}
      </button>
      {isOpen ? (
        <Drawer
          title={`${texts.subtitles}: ${props.title}`}
          close={() => (isUnsaved.current ? setAsks(true) : close())}
          wide
        >
          <Loaded {...props} onUnsaved={(unsaved) => (isUnsaved.current = unsaved)} />
          {asks ? <Leave stay={() => setAsks(false)} leave={close} /> : null}
        </Drawer>
      ) : null}
    </>
  );
}

function Loaded(props: SubtitlesPageProps) {
  const [error, setError] = useState<unknown>();
  const [, draw] = useState(0);
  const load = () => {
    setError(undefined);
    loadPage().then(
      () => draw((times) => times + 1),
      (reason: unknown) => setError(() => fromImportError(reason)),
    );
  };
  useEffect(() => {
    if (!LoadedPage) load();
  }, []);
  if (LoadedPage) return <LoadedPage {...props} />;
  return error === undefined ? <Waiting /> : <LoadProblem of={{ error, reload: load }} />;
}

function Leave({ stay, leave }: { stay: () => void; leave: () => void }) {
  const texts = subtitleWords.use();
  return (
    <Dialog label={texts.leaveWord} close={stay}>
      <p>{texts.leave}</p>
      <DialogButtons word={texts.leaveWord} busy={false} go={leave} close={stay} />
    </Dialog>
  );
}
