/** Opens the room of a course, group or lesson from its page. Only on a page that was fetched with `chatWords`. */

import { usePersonPages } from "../person-pages.ts";
import { navigate } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { chatWords } from "./words/index.ts";

type Place = { course: string } | { group: string } | { lesson: string };

export function RoomButton({ of: place, me }: { of: Place; me: Person }) {
  const texts = chatWords.use();
  const { hasPage } = usePersonPages();
  if (!hasPage(me, "chat")) return null;
  const word = "course" in place ? texts.courseRoom : "group" in place ? texts.groupRoom : texts.lessonRoom;
  return (
    <ActButton
      word={word}
      act={() => talim.api.post("/chat/rooms/", { body: place })}
      onDone={({ id }) => navigate(`chat/${id}`)}
    />
  );
}
