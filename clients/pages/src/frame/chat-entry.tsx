/** What is new in chat; on wide screens a button that opens it over any page. The drawer is fetched when it is opened. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { unreadChat } from "../badge.ts";
import type { ChatPanelProps } from "../chat/panel.tsx";
import { useChatNews } from "../chat/unread.ts";
import { describeError, fromImportError } from "../errors.ts";
import { path } from "../router.tsx";
import { useStore } from "../store.ts";
import type { Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useMedia } from "../ui/media.ts";
import { showNotice } from "../ui/notices.tsx";
import { UnreadCount } from "../ui/unread.tsx";
import { useWords } from "../words/index.ts";

/** As in the styles. */
const WIDE = "(min-width: 64rem)";

export function ChatEntry({ me }: { me: Person }) {
  const words = useWords();
  const here = useStore(path);
  const unread = useStore(unreadChat);
  const isWide = useMedia(WIDE);
  const [Panel, setPanel] = useState<ComponentType<ChatPanelProps>>();
  const [isOpen, setIsOpen] = useState(false);
  useChatNews();
  useEffect(() => setIsOpen(false), [here, isWide]);
  if (!isWide || here === "chat" || here.startsWith("chat/")) return null;
  const open = () =>
    void import("../chat/fetches.ts")
      .then(({ fetchChatPanel }) => fetchChatPanel())
      .then(
        (panel) => {
          setPanel(() => panel);
          setIsOpen(true);
        },
        (reason: unknown) => showNotice(describeError(fromImportError(reason), words).text),
      );
  return (
    <>
      <button type="button" class="chat-entry" aria-haspopup="dialog" data-testid="chat-entry" onClick={open}>
        <Icon name="chat" />
        {words.chat}
        <UnreadCount of={unread} class="link-count" />
      </button>
      {isOpen && Panel ? <Panel me={me} close={() => setIsOpen(false)} /> : null}
    </>
  );
}
