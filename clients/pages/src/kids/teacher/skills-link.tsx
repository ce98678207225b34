/** The way from a group to the map of skills, where small children learn in it. */

import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";

export function SkillsLink({ group: id }: { group: string }) {
  const words = useWords();
  const map = useLoad(() => talim.api.get("/children/groups/{id}/map/", { path: { id } }), [id]);
  if (!map.value?.children.length) return null;
  return (
    <Link to={`skills-map/${id}`} class="button">
      {words.teacher.skillsMap}
    </Link>
  );
}
