/** Chat: the list of conversations, and the open one beside it where there is room. */

import { useEffect, useMemo } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { navigate } from "../router.tsx";
import { throttleTrailing } from "../throttle.ts";
import { useMedia } from "../ui/media.ts";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { ChatList } from "./chat-list.tsx";
import { Room } from "./room.tsx";
import { useRooms } from "./room-list.tsx";

/** As in the styles. */
export const WIDE = "(min-width: 64rem)";
/** After a change in the open room the list is asked for again so much (ms) later. */
const LIST_MS = 1_500;

export function ChatPage({ me, values }: PageProps) {
  const words = useWords();
  const texts = chatWords.use();
  const isWide = useMedia(WIDE);
  const list = useRooms(me);
  const { reload } = list.rooms;
  const later = useMemo(() => throttleTrailing(reload, LIST_MS), [reload]);
  useEffect(() => later.cancel, [later]);
  const opened = values["id"];
  return (
    <div class={opened ? "wide chat opened" : "wide chat"}>
      {isWide || !opened ? (
        <div class="chat-side">
          <h1>{words.chat}</h1>
          <ChatList list={list} me={me} opened={opened} onOpen={(id) => navigate(`chat/${id}`)} />
        </div>
      ) : null}
      {opened ? (
        <Room
          key={opened}
          id={opened}
          me={me}
          onChange={later.schedule}
          back={isWide ? undefined : () => navigate("chat")}
        />
      ) : isWide ? (
        <p class="empty chat-none">{texts.choose}</p>
      ) : null}
    </div>
  );
}
