/** The secret address by which a calendar program reads one's own lessons: shown once, ended at will. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { timetableWords } from "./words/index.ts";

export function CalendarLink() {
  const texts = timetableWords.use();
  const [address, setAddress] = useState("");
  return (
    <>
      <p>{texts.calendarHelp}</p>
      {address ? (
        <>
          <input
            type="text"
            readOnly
            aria-label={texts.calendarLink}
            value={address}
            onFocus={(event) => event.currentTarget.select()}
          />
          <button
            type="button"
            onClick={() => void navigator.clipboard.writeText(address).then(() => showNotice(texts.copied))}
          >
            {texts.copyLink}
          </button>
        </>
      ) : null}
      <div class="buttons">
        <ActButton
          word={texts.makeLink}
          class={address ? "" : "main"}
          act={() => talim.api.post("/lessons/calendar/token/")}
          onDone={(answer) => setAddress(new URL(answer.address, location.href).href)}
        />
        <ActButton
          word={texts.endLink}
          act={() => talim.api.delete("/lessons/calendar/token/")}
          onDone={() => {
            setAddress("");
            showNotice(texts.linkEnded);
          }}
        />
      </div>
    </>
  );
}
