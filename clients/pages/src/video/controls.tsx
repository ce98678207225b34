/** The buttons of the player. */

import { useId, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { videoWords } from "./words/index.ts";
import { formatClock } from "./clock-time.ts";
import type { MediaState } from "./media-state.ts";
import { FilmCopySetting, type OwnCopy } from "./film-copy.tsx";
import { PlayerIcon, type PlayerIconName } from "./player-icon.tsx";
import type { PlayerActs } from "./player-keys.ts";
import { SeekBar } from "./seek-bar.tsx";
import type { Quality } from "./watching.ts";

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const BACK_S = -10;

interface ControlsProps {
  state: MediaState;
  acts: PlayerActs;
  duration: number;
  sprites: string;
  seek: (time: number) => void;
  isLarge: boolean;
  /** Undefined where the browser has no such window. */
  putInWindow: (() => void) | undefined;
  settings: SettingsProps;
}

export function Controls({ state, acts, duration, sprites, seek, isLarge, putInWindow, settings }: ControlsProps) {
  const texts = videoWords.use();
  const [setting, setSetting] = useState(false);
  return (
    <div class="video-bar">
      <div class="video-line">
        <SeekBar state={state} duration={duration} sprites={sprites} seek={seek} />
        <span class="number small">
          {formatClock(state.time)} / {formatClock(duration)}
        </span>
      </div>
      {setting ? <Settings {...settings} /> : null}
      <div class="video-buttons">
        <button type="button" class="plain" aria-label={state.isPaused ? texts.play : texts.pause} onClick={acts.play}>
          <Icon name={state.isPaused ? "play" : "pause"} />
        </button>
        <IconButton word={texts.back} icon="back" act={() => acts.step(BACK_S)} />
        <IconButton
          word={texts.mute}
          icon={state.isMuted ? "silent" : "sound"}
          act={acts.mute}
          pressed={state.isMuted}
        />
        <span class="video-space" />
        {settings.languages.length ? (
          <IconButton word={texts.captions} icon="captions" act={acts.captions} pressed={settings.captions} />
        ) : null}
        <button
          type="button"
          class="plain"
          aria-label={texts.settings}
          aria-expanded={setting}
          onClick={() => setSetting(!setting)}
        >
          <PlayerIcon name="settings" />
        </button>
        {putInWindow ? <IconButton word={texts.window} icon="window" act={putInWindow} /> : null}
        <IconButton
          word={isLarge ? texts.smaller : texts.fullScreen}
          icon={isLarge ? "smaller" : "larger"}
          act={acts.enlarge}
        />
      </div>
    </div>
  );
}

function IconButton({
  word,
  icon,
  act,
  pressed,
}: {
  word: string;
  icon: PlayerIconName;
  act: () => void;
  pressed?: boolean;
}) {
  return (
    <button type="button" class="plain" aria-label={word} aria-pressed={pressed} onClick={act}>
      <PlayerIcon name={icon} />
    </button>
  );
}

interface SettingsProps {
  rate: number;
  setRate: (rate: number) => void;
  quality: Quality;
  /** What can be chosen by hand. */
  lines: number[];
  hasAudio: boolean;
  setQuality: (quality: Quality) => void;
  /** Of subtitles; none where the film has none. */
  languages: { language: string; label: string }[];
  /** Whether they are shown over the film. */
  captions: boolean;
  /** "" hides them. */
  setCaptions: (language: string) => void;
  captionsIn: string;
  /** Undefined where viewers have no copies. */
  ownCopy: OwnCopy | undefined;
}

function Settings({
  rate,
  setRate,
  quality,
  lines,
  hasAudio,
  setQuality,
  languages,
  captions,
  captionsIn,
  setCaptions,
  ownCopy,
}: SettingsProps) {
  const texts = videoWords.use();
  const id = useId();
  const choose = (value: string) => setQuality(value === "auto" || value === "audio" ? value : Number(value));
  return (
    <div class="video-settings">
      <div>
        <label for={`${id}-speed`}>{texts.speed}</label>
        <select
          id={`${id}-speed`}
          value={String(rate)}
          onChange={({ currentTarget: { value } }) => setRate(Number(value))}
        >
          {RATES.map((one) => (
            <option key={one} value={String(one)}>
              {one === 1 ? texts.usualSpeed : `${one}×`}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for={`${id}-quality`}>{texts.quality}</label>
        <select id={`${id}-quality`} value={String(quality)} onChange={({ currentTarget: { value } }) => choose(value)}>
          <option value="auto">{texts.autoQuality}</option>
          {lines.map((one) => (
            <option key={one} value={String(one)}>
              {one}p
            </option>
          ))}
          {hasAudio ? <option value="audio">{texts.onlySound}</option> : null}
        </select>
      </div>
      {languages.length ? (
        <div>
          <label for={`${id}-captions`}>{texts.captions}</label>
          <select
            id={`${id}-captions`}
            value={captions ? captionsIn : ""}
            onChange={({ currentTarget: { value } }) => setCaptions(value)}
          >
            <option value="">{texts.noCaptions}</option>
            {languages.map(({ language, label }) => (
              <option key={language} value={language} lang={language}>
                {label}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      {ownCopy ? <FilmCopySetting own={ownCopy} /> : null}
    </div>
  );
}
