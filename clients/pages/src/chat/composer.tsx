/** Where one writes: a text with its draft, a reply, a change of an earlier message, a voice note. */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "@talim/client";
import { getDraft, saveDraft } from "../drafts.ts";
import { describeError } from "../errors.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { MAX_SECONDS, VoiceNote } from "../quizzes/voice/voice-note.tsx";
import { talim, type Person } from "../talim.ts";
import { throttleLeading } from "../throttle.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useMedia } from "../ui/media.ts";
import { showNotice } from "../ui/notices.tsx";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { messageQueue, sendMessages } from "./current-queue.ts";
import { countCharacters, MAX_TEXT, type RoomMessage, type WrittenMessage } from "./data.ts";

/** How often (ms) others are told that one writes. */
const TYPING_MS = 3_000;
/** From so many characters on it is said how many are left. */
const COUNTED_FROM = 1_800;
/** So many lines are shown at most, of about so many characters. */
const [MAX_ROWS, ROW_LENGTH] = [6, 40];

export interface ComposerProps {
  room: string;
  me: Person;
  reply: RoomMessage | undefined;
  editing: RoomMessage | WrittenMessage | undefined;
  /** Neither a reply nor a change any more. */
  cancel: () => void;
  onEdited: (message: WrittenMessage) => void;
}

export function Composer({ room, me, reply, editing, cancel, onEdited }: ComposerProps) {
  const words = useWords();
  const texts = chatWords.use();
  const draft = `chat.${room}`;
  const [text, setText] = useState(() => getDraft(draft)["text"] ?? "");
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const [speaks, setSpeaks] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasKeyboard = useMedia("(pointer: fine)");
  const typing = useRef(throttleLeading(() => talim.realtime.present({ type: "typing", room }), TYPING_MS));
  useEffect(() => {
    if (editing) setText(editing.text);
    setError("");
    if (editing || reply) field.current?.focus();
  }, [editing?.message, reply?.message]);

  const length = countCharacters(text.trim());
  const isTooLong = length > MAX_TEXT;
  const off = !length || isTooLong || busy;
  const type = (next: string) => {
    setText(next);
    if (next) typing.current();
    if (!editing) saveDraft(draft, next.trim() ? { text: next } : null);
  };
  const end = () => {
    cancel();
    if (editing) setText(getDraft(draft)["text"] ?? "");
    field.current?.focus();
  };
  const add = async (voice: { data: ArrayBuffer; type: string } | null, said: string) => {
    const quoted = reply ? { message: reply.message, name: reply.name, text: reply.text } : null;
    await messageQueue.put({
      person: me.id,
      client_id: newId(),
      room,
      text: said,
      reply: quoted,
      voice,
      at: Date.now(),
    });
    cancel();
    void sendMessages();
  };
  const save = async (id: string) => {
    setBusy(true);
    setError("");
    try {
      const changed = await retryAfterSignIn(() =>
        talim.api.patch("/chat/messages/{id}/", { path: { id }, body: { text: text.trim() } }),
      );
      onEdited(changed);
      end();
    } catch (reason) {
      setError(describeError(reason, words).text);
    } finally {
      setBusy(false);
    }
  };
  const send = () => {
    if (off) return;
    if (editing) return void save(editing.message);
    void add(null, text.trim());
    setText("");
    saveDraft(draft, null);
    field.current?.focus();
  };
  const paste = (event: ClipboardEvent) => {
    // Words that come with a picture, as from a table, are pasted as words.
    if (!event.clipboardData?.files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    showNotice(texts.noPictures);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && (reply || editing)) {
      event.preventDefault();
      event.stopPropagation();
      end();
    } else if (event.key === "Enter" && hasKeyboard && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  };
  if (speaks) {
    return (
      <div class="composer">
        <VoiceNote
          texts={{
            send: texts.send,
            limit: texts.recordLimit(MAX_SECONDS / 60),
            longest: texts.recordLongest,
            noVoice: texts.recordEmpty,
          }}
          send={(voice) =>
            void voice.arrayBuffer().then((data) => {
              setSpeaks(false);
              void add({ data, type: voice.type }, "");
            })
          }
          close={() => setSpeaks(false)}
        />
      </div>
    );
  }
  const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / ROW_LENGTH)), 0);
  const left = MAX_TEXT - length;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {reply || editing ? (
        <p class="composer-about">
          <span>
            <strong>{editing ? texts.editing : texts.replyTo(reply?.name ?? "")}</strong>{" "}
            <span dir="auto">{(editing ?? reply)?.text.slice(0, ROW_LENGTH * 2) || texts.voice}</span>
          </span>
          <button type="button" class="plain" aria-label={words.cancel} onClick={end}>
            <Icon name="close" />
          </button>
        </p>
      ) : null}
      <div class="composer-row">
        <textarea
          ref={field}
          aria-label={texts.write}
          placeholder={texts.write}
          dir="auto"
          rows={Math.min(MAX_ROWS, lines)}
          value={text}
          aria-invalid={isTooLong}
          aria-describedby="chat-left"
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={paste}
        />
        {editing || text.trim() ? null : (
          <button type="button" class="plain" aria-label={texts.record} onClick={() => setSpeaks(true)}>
            <Icon name="microphone" />
          </button>
        )}
        <Button
          type="submit"
          class="main"
          off={off}
          aria-label={editing ? words.form.save : texts.send}
          onClick={() => undefined}
        >
          <Icon name={editing ? "good" : "send"} />
        </Button>
      </div>
      <p id="chat-left" class={isTooLong ? "wrong" : "quiet small"} role="status">
        {isTooLong ? texts.tooLong(-left) : length >= COUNTED_FROM ? texts.left(left) : ""}
      </p>
      {error ? (
        <p class="wrong" role="alert">
          {error}
        </p>
      ) : null}
    </form>
  );
}
