/** A parent opens a device for a child. */

import type { PageProps } from "../person-pages.ts";
import { OpenDevice } from "../accounts/entry/open-device.tsx";
import { Link } from "../router.tsx";
import { useWords } from "../words/index.ts";
import { ChildPage } from "./children.tsx";

export function OpenDevicePage({ values }: PageProps) {
  const words = useWords();
  const texts = words.entry.opening;
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{texts.title}</h1>
      <ChildPage childId={values["child"]}>
        {(child) =>
          !child.sees_progress ? (
            <p class="empty">{words.parent.noProgress}</p>
          ) : child.child_profile ? (
            <OpenDevice child={{ id: child.id, name: child.first_name }} />
          ) : (
            <p class="empty">{texts.without(child.first_name)}</p>
          )
        }
      </ChildPage>
    </>
  );
}
