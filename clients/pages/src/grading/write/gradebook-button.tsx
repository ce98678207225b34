/** Opens the gradebook of a group or a course; the first time it is created, and one says what counts. */

import { navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { hasPermission } from "../../office/permissions.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { useWords } from "../../words/index.ts";

export function GradebookButton({ me, of: place }: { me: Person; of: { group: string } | { course: string } }) {
  const words = useWords();
  if (!hasPermission(me, "grading.write")) return null;
  const open = async (idempotencyKey: string): Promise<string> => {
    const { results } = await talim.api.get("/grading/gradebooks/", { query: { ...place, page_size: 1 } });
    if (results[0]) return `gradebook/${results[0].id}`;
    const created = await talim.api.post("/grading/gradebooks/", { body: place, idempotencyKey });
    return `gradebook-setup/${created.id}`;
  };
  return <ActButton word={words.teacher.nav.gradebook} act={open} onDone={navigate} />;
}
