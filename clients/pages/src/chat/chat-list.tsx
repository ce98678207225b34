/** The list of conversations with what belongs to it: a new one, those of one's children, whom one has blocked. */

import { useState } from "preact/hooks";
import type { Person } from "../talim.ts";
import { Drawer } from "../ui/drawer.tsx";
import { Icon } from "../ui/icon.tsx";
import { chatWords } from "./words/index.ts";
import { ChildrenConversations } from "./child-conversations.tsx";
import { NewConversation } from "./new-conversation.tsx";
import { BlockedPeople } from "./room-menu.tsx";
import { Rooms, type RoomList } from "./room-list.tsx";

interface ChatListProps {
  list: RoomList;
  me: Person;
  opened: string | undefined;
  /** Leads to a conversation that was begun. */
  onOpen: (id: string) => void;
  /** It lies over a page: rooms open in it. */
  inDrawer?: boolean;
}

export function ChatList({ list, me, opened, onOpen, inDrawer = false }: ChatListProps) {
  const texts = chatWords.use();
  const [begins, setBegins] = useState(false);
  const [showsBlocked, setShowsBlocked] = useState(false);
  const start = <NewConversation me={me} onOpen={(id) => (setBegins(false), onOpen(id))} />;
  return (
    <>
      <p>
        <button type="button" aria-expanded={inDrawer ? begins : undefined} onClick={() => setBegins(!begins)}>
          <Icon name="plus" />
          {texts.begin}
        </button>
      </p>
      {begins && inDrawer ? start : null}
      {begins && !inDrawer ? (
        <Drawer title={texts.begin} close={() => setBegins(false)} holdsBack>
          {start}
        </Drawer>
      ) : null}
      <Rooms list={list} me={me} opened={opened} {...(inDrawer ? { open: onOpen } : {})} />
      {me.role === "parent" ? <ChildrenConversations me={me} onOpen={onOpen} /> : null}
      <details onToggle={(event) => setShowsBlocked(event.currentTarget.open)}>
        <summary>{texts.blockedPeople}</summary>
        {showsBlocked ? <BlockedPeople /> : null}
      </details>
    </>
  );
}
