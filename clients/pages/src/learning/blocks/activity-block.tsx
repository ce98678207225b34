/**
 * An activity for small children, who play it on pages of their own: what it is, and the way there for who has one. In the
 * preview of a lesson it is shown as a child plays it.
 */

import { useContext } from "preact/hooks";
import { fetchActivityPreview } from "../../kids/editor/fetches.ts";
import type { ActivityBlock as PlayedBlock } from "../../kids/play-types.ts";
import { Link } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { person, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf } from "./block-types.ts";
import { LessonPlaceContext } from "./lesson-place.ts";

export function ActivityBlock({ block }: { block: BlockOf<"activity"> }) {
  const isDraft = useContext(LessonPlaceContext)?.isDraft ?? false;
  // What could not be saved has no sounds and no parts as a child gets them.
  return isDraft && block.sounds ? <Preview block={block} /> : <WayToPlay />;
}

function Preview({ block }: { block: BlockOf<"activity"> }) {
  const part = useLoad(fetchActivityPreview, []);
  return (
    <Loading of={part}>{({ ActivityPreview }) => <ActivityPreview block={block as unknown as PlayedBlock} />}</Loading>
  );
}

function WayToPlay() {
  const texts = courseBlockWords.use();
  const me = useStore(person);
  const here = useContext(LessonPlaceContext);
  const way = me && here && !here.isDraft ? findWay(me, here.lesson) : undefined;
  return (
    <div class="notice">
      <Icon name="star" />
      <div>
        <p>{texts.activity}</p>
        {way === undefined ? null : (
          <p>
            <Link to={way}>{way ? texts.playActivity : texts.toChildren}</Link>
          </p>
        )}
      </div>
    </div>
  );
}

/** A small child plays the lesson; a parent finds the children on the first page. */
function findWay(me: Person, lesson: string): string | undefined {
  if (me.role === "student" && me.child_profile) return `kids/play/${lesson}`;
  return me.role === "parent" ? "" : undefined;
}
