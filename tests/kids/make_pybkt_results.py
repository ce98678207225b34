"""Makes tests/data/kids/pybkt.npz: 1,000 drawn sequences of answers, and what pyBKT says of them.

Run once, in an environment of its own outside of the repository, because pyBKT does not run with present versions:

    python3.11 -m venv old && old/bin/pip install numpy==1.23.5 pandas==1.5.3 scikit-learn==1.2.2 scipy==1.10.1 requests
    old/bin/pip install --no-deps pyBKT==1.4.1 && old/bin/python tests/kids/make_pybkt_results.py

The file holds for 20 sets of parameters (`parameters`: initial, learn, slip, guess) 50 sequences each: `lengths`,
`rights` (all sequences one after the other), `known` (pyBKT's `state_predictions`: the probability of the known state
before each answer) and `chances` (its `correct_predictions`: of a right answer). `fitted`: what pyBKT's EM makes of
the 50 sequences of each of the first FITTED sets, drawn longer and apart (`fit_rights`, all of FIT_LENGTH).
"""

from pathlib import Path

import numpy as np
import pandas as pd
from pyBKT.models import Model

SETS, SEQUENCES = 20, 50
FITTED, FIT_SEQUENCES, FIT_LENGTH = 3, 600, 12
OUT = Path(__file__).parent.parent / "data" / "kids" / "pybkt.npz"


def draw_sequence(chance, initial, learn, slip, guess, length):
    """Return the answers of one learner who follows the model."""
    rights, known = [], chance.random() < initial
    for _answer in range(length):
        rights.append(chance.random() < (1 - slip if known else guess))
        known = known or chance.random() < learn
    return rights


def make_table(sequences):
    """Return the sequences of one skill as pyBKT reads them."""
    rows = [
        {"user_id": user, "skill_name": "skill", "order_id": place, "correct": int(right)}
        for user, rights in enumerate(sequences)
        for place, right in enumerate(rights)
    ]
    return pd.DataFrame(rows)


def predict(parameters, sequences):
    """Return pyBKT's chances of the known state and of a right answer before each answer."""
    initial, learn, slip, guess = parameters
    model = Model(seed=1, parallel=False)
    coefficients = {"prior": initial, "learns": np.array([learn]), "forgets": np.array([0.0])}
    model.coef_ = {"skill": {**coefficients, "guesses": np.array([guess]), "slips": np.array([slip])}}
    model.skills = ["skill"]
    # What pyBKT sets while it fits, and its prediction needs.
    model.fit_model["skill"]["resource_names"] = model.fit_model["skill"]["gs_names"] = {"default": 1}
    rows = model.predict(data=make_table(sequences))
    rows = rows.sort_values(["user_id", "order_id"])
    return rows["state_predictions"].to_numpy(), rows["correct_predictions"].to_numpy()


def fit(sequences):
    """Return initial, learn, slip and guess as pyBKT's EM finds them, best of five starts."""
    model = Model(seed=1, num_fits=5, parallel=False)
    model.fit(data=make_table(sequences))
    values = model.coef_["skill"]
    return [values["prior"], values["learns"][0], values["slips"][0], values["guesses"][0]]


def main():
    """Draw, ask pyBKT and write the file."""
    chance = np.random.default_rng(1)
    parameters = chance.uniform([0.05, 0.02, 0.01, 0.05], [0.7, 0.4, 0.3, 0.5], (SETS, 4))
    parameters[0] = [0.25, 0.15, 0.10, 0.25]
    parameters[1] = [0.25, 0.15, 0.10, 0.10]
    parameters[2] = [0.40, 0.10, 0.08, 0.20]
    lengths, rights, known, chances = [], [], [], []
    for row in parameters:
        sequences = [draw_sequence(chance, *row, int(chance.integers(3, 13))) for _sequence in range(SEQUENCES)]
        states, predictions = predict(row, sequences)
        lengths += map(len, sequences)
        rights += [right for sequence in sequences for right in sequence]
        known.append(states)
        chances.append(predictions)
    drawn = [[draw_sequence(chance, *row, FIT_LENGTH) for _ in range(FIT_SEQUENCES)] for row in parameters[:FITTED]]
    np.savez_compressed(
        OUT,
        parameters=parameters,
        lengths=np.array(lengths, np.uint8),
        rights=np.array(rights, bool),
        known=np.concatenate(known),
        chances=np.concatenate(chances),
        fit_rights=np.array(drawn, bool),
        fitted=np.array([fit(sequences) for sequences in drawn]),
    )


if __name__ == "__main__":
    main()
