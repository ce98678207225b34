"""How long the list of a child takes as an answer of the API, in the kindergarten class of the demo centre."""

import statistics

from bench.database import vacuum_and_analyze
from bench.report import Figure
from bench.school.api_client import WARM_UP, ApiClient, sign_in_as
from project.asgi_handler import leave_loaded_objects_out_of_collections
from project.demo.kindergarten import find_children
from project.demo.kindergarten.people import CHILDREN
from project.demo.school import CentreSize, build_demo_centre

SIZE = CentreSize(pupils=20, groups=2, weeks=2, children=len(CHILDREN))
TIMES = 20
"""How often each list is asked for by each of the two readers."""


def measure_answers(most_ms: float) -> Figure:
    """Fill the class with 60 days of play, and ask for the list of each child: as the child, and as the office.

    The first answer of a day, which keeps what was shown, is among them.
    """
    print("   the kindergarten class of the demo centre …", flush=True)
    build_demo_centre(SIZE)
    vacuum_and_analyze()
    leave_loaded_objects_out_of_collections()
    office, took = sign_in_as("office"), list[float]()
    for child in find_children():
        path = f"/children/{child.pk}/recommendations/"
        for reader in (ApiClient(child), office):
            reader.get("/auth/users/me/")  # a new test client loads the middleware
            took += [reader.measure(path) for _ in range(TIMES)]
    measured = took[WARM_UP:]  # the first ones load code
    late = statistics.quantiles(measured, n=100)[-1]
    spread = f"median {statistics.median(measured):.3g}, most {max(measured):.3g}, n {len(measured)}"
    return Figure("a list by the API, P99", late, "ms", f"≤ {most_ms:g}", late <= most_ms, spread)
