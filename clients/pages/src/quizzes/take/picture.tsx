/** A picture of a question. Its address holds for a few minutes only; one that is there stays. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { takeWords } from "./words/index.ts";

/** How long (ms) after the question was loaded for a new address it is not loaded for one again. */
const RENEWED_MS = 60_000;

interface QuestionPictureProps {
  url: string;
  alt: string;
  /** Load the question again, with a new address. */
  renew: () => void;
}

export function QuestionPicture({ url, alt, renew }: QuestionPictureProps) {
  const texts = takeWords.use();
  const [address, setAddress] = useState(url);
  const [isMissing, setIsMissing] = useState(false);
  const renewedAt = useRef(0);
  const again = () => {
    if (!navigator.onLine || Date.now() - renewedAt.current < RENEWED_MS) return;
    renewedAt.current = Date.now();
    renew();
  };
  useEffect(() => {
    if (!isMissing) return undefined;
    if (url !== address) {
      setAddress(url);
      setIsMissing(false);
      return undefined;
    }
    again();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [isMissing, url]);
  return isMissing ? (
    <span class="state quiet">
      <Icon name="away" /> {alt || texts.pictureMissing}
    </span>
  ) : (
    <img class="quiz-picture" src={address} alt={alt} onError={() => setIsMissing(true)} />
  );
}
