/** Activities in the editor. What writes them comes with the first one. */

import { fetchActivityFields, fetchLessonAudience } from "../../kids/editor/fetches.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import type { BlockFieldsProps } from "./block-fields-props.ts";
import type { DraftBlockOf } from "./data.ts";

export function ActivityBlockFields(props: Omit<BlockFieldsProps, "block"> & { block: DraftBlockOf<"activity"> }) {
  const part = useLoad(fetchActivityFields, []);
  return <Loading of={part}>{({ ActivityFields }) => <ActivityFields {...props} />}</Loading>;
}

/** For which small children the lesson is, and whether it is long. */
export function LessonAudienceFields(props: { lesson: string; isSaved: boolean }) {
  const part = useLoad(fetchLessonAudience, []);
  return <Loading of={part}>{({ LessonAudience }) => <LessonAudience {...props} />}</Loading>;
}
