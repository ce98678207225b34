"""Draw public functions at random, to see whether their names say what they do: `python -m tests.words.draw 40 7`.

The first argument is how many, the second the seed. A reader who knows the glossary only says what each does; with
`--answers` the first sentence of each docstring is printed beside the name. `--summaries` draws summaries of the API.
"""

import ast
import json
import random
import sys

from tests.services import ROOT
from tests.words.sources import parse_files


def name_arguments(arguments):
    """The names of a function's arguments, those of `*` and `**` with their stars."""
    yield from (argument.arg for argument in [*arguments.posonlyargs, *arguments.args])
    yield from (f"*{argument.arg}" for argument in [arguments.vararg] if argument)
    yield from (argument.arg for argument in arguments.kwonlyargs)
    yield from (f"**{argument.arg}" for argument in [arguments.kwarg] if argument)


def public_functions():
    """The name of each public function of a module, with the first sentence of its docstring, but no operation."""
    for path, tree in parse_files("api", "apps", "ml", "project", "realtime"):
        for node in tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and not node.name.startswith("_")
                and not any(ast.unparse(decorator).startswith("router.") for decorator in node.decorator_list)
            ):
                arguments = ", ".join(name_arguments(node.args))
                meaning = (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")
                yield f"{'.'.join(path.with_suffix('').parts)}.{node.name}({arguments})", meaning


def summaries():
    """The summary of each operation, with its method and path."""
    schema = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield operation["summary"], f"{method.upper()} {path}: {operation['description']}"


if __name__ == "__main__":
    count, seed = (int(argument) for argument in sys.argv[1:3])
    pool = list(summaries() if "--summaries" in sys.argv else public_functions())
    for number, (name, answer) in enumerate(random.Random(seed).sample(pool, count), start=1):
        print(f"{number:2} {name}" + (f"\n     {answer}" if "--answers" in sys.argv else ""))
