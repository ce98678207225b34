"""No module reaches itself by imports, in Python and in TypeScript."""

from project.import_cycles import find_cycles, read_typescript_imports


def test_a_circle_is_found_whatever_its_length():
    imports = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set(), "e": {"f"}, "f": {"e", "a"}}
    assert find_cycles(imports) == [["a", "b", "c"], ["e", "f"]]
    assert find_cycles({**imports, "c": set(), "f": {"a"}}) == []


def test_all_imports_of_typescript_count(tmp_path):
    (tmp_path / "src" / "pupil").mkdir(parents=True)
    files = {
        "app.tsx": 'const page = () => import("./pupil/home.tsx");',
        "pupil/home.tsx": 'import type { PageProps } from "../app.tsx";\nimport { Button } from "@talim/client";',
        "pupil/card.ts": 'import {\n  one,\n  two,\n} from "./home.tsx";\nimport "./style.ts";',
    }
    for name, text in files.items():
        (tmp_path / "src" / name).write_text(text)
    imports = read_typescript_imports(tmp_path, ["src"])
    assert imports["src/pupil/card.ts"] == {"src/pupil/home.tsx"}
    assert find_cycles(imports) == [["src/app.tsx", "src/pupil/home.tsx"]]
