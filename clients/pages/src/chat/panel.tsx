/** Chat over any page of a wide screen: the list, then the room. */

import { useMemo, useState } from "preact/hooks";
import type { Person } from "../talim.ts";
import { throttleTrailing } from "../throttle.ts";
import { Drawer } from "../ui/drawer.tsx";
import { useWords } from "../words/index.ts";
import { ChatList } from "./chat-list.tsx";
import { Room } from "./room.tsx";
import { useRooms } from "./room-list.tsx";

/** After a change in the open room the list is asked for again so much (ms) later. */
const LIST_MS = 1_500;

export interface ChatPanelProps {
  me: Person;
  close: () => void;
}

export function ChatPanel({ me, close }: ChatPanelProps) {
  const words = useWords();
  const [opened, setOpened] = useState<string>();
  const list = useRooms(me);
  const { reload } = list.rooms;
  const later = useMemo(() => throttleTrailing(reload, LIST_MS), [reload]);
  return (
    <Drawer title={words.chat} close={close}>
      <div class="chat-panel">
        {opened === undefined ? (
          <ChatList list={list} me={me} opened={undefined} onOpen={setOpened} inDrawer />
        ) : (
          <Room key={opened} id={opened} me={me} onChange={later.schedule} back={() => setOpened(undefined)} inDrawer />
        )}
      </div>
    </Drawer>
  );
}
