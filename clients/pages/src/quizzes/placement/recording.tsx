/** The recording of a question. The server counts how often it is heard, and gives its address each time. */

import { useEffect, useRef, useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { placementWords } from "./words/index.ts";

/** `left`: how often it may be heard; null: as often as one likes. */
export function Recording({ place, secret, left: most }: { place: number; secret: string; left: number | null }) {
  const texts = placementWords.use();
  const [left, setLeft] = useState(most);
  const [address, setAddress] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isMissing, setIsMissing] = useState(false);
  /** The browser plays only at a tap, and the answer of the server came too long after it. */
  const [isBlocked, setIsBlocked] = useState(false);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (address)
      audio.current
        ?.play()
        .catch((reason: unknown) => setIsBlocked(reason instanceof DOMException && reason.name === "NotAllowedError"));
  }, [address]);
  const ask = async () => {
    setBusy(true);
    setError(undefined);
    setIsMissing(false);
    try {
      const { url, plays_left } = await talim.api.post("/quizzes/placement/answers/{place}/recording/", {
        path: { place },
        body: { secret },
      });
      setLeft(plays_left);
      setAddress(url);
    } catch (reason) {
      setError(() => reason);
      setBusy(false);
    }
  };
  const goOn = () => {
    setIsBlocked(false);
    void audio.current?.play();
  };
  const stop = () => {
    setAddress("");
    setIsBlocked(false);
    setBusy(false);
  };
  const failed = () => {
    stop();
    setIsMissing(true);
  };
  return (
    <div class="placement-recording">
      <Button off={!isBlocked && (busy || left === 0)} onClick={isBlocked ? goOn : () => void ask()}>
        <Icon name={busy && !isBlocked ? "clock" : "play"} /> {texts.listen}{" "}
        {left ? <span class="quiet">{texts.playsLeft(left)}</span> : null}
      </Button>
      {left === 0 && !busy ? <p class="quiet">{texts.heard}</p> : null}
      {address ? <audio ref={audio} src={address} onEnded={stop} onError={failed} /> : null}
      {isMissing ? <p role="alert">{texts.soundFailed}</p> : null}
      {error ? <Problem error={error} /> : null}
    </div>
  );
}
