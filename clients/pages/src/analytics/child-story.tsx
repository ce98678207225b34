/** For parents: what has changed for one of their children. */

import { ChildPage } from "../parent/children.tsx";
import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { useWords } from "../words/index.ts";
import { StoryOfPupil } from "./story.tsx";

export function ChildStory({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1 class="unseen">{words.parent.whose}</h1>
      <ChildPage childId={values["child"]}>
        {(child) =>
          child.sees_progress ? (
            <StoryOfPupil me={me} child={child.id} />
          ) : (
            <p class="empty">{words.parent.noProgress}</p>
          )
        }
      </ChildPage>
    </>
  );
}
