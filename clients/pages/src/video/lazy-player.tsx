/** The player, which comes with its words and styles when a video is wanted first. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fromImportError } from "../errors.ts";
import { LoadProblem, Waiting } from "../ui/load.tsx";
import { loadCatalogues } from "../words/catalogue.ts";
import { videoWords } from "./words/index.ts";
import type { PlayerProps } from "./player.tsx";

let LoadedPlayer: ComponentType<PlayerProps> | undefined;

async function loadPlayer(): Promise<void> {
  const [{ Player, loadPlayerSheet }] = await Promise.all([import("./player.tsx"), loadCatalogues([videoWords])]);
  await loadPlayerSheet();
  LoadedPlayer = Player;
}

export function LazyPlayer(props: PlayerProps) {
  const [error, setError] = useState<unknown>();
  const [, draw] = useState(0);
  const load = () => {
    setError(undefined);
    loadPlayer().then(
      () => draw((times) => times + 1),
      (reason: unknown) => setError(() => fromImportError(reason)),
    );
  };
  useEffect(() => {
    if (LoadedPlayer) return undefined;
    load();
    addEventListener("online", load);
    return () => removeEventListener("online", load);
  }, []);
  if (LoadedPlayer) return <LoadedPlayer {...props} />;
  return error === undefined ? <Waiting /> : <LoadProblem of={{ error, reload: load }} />;
}
