"""Record Linkage Toolkit: compares by its own measures, learns from the labels of the tuning part, scores both.

    python record_linkage.py people.csv pairs.csv [--model logistic|boosted]

logistic: the toolkit's LogisticRegressionClassifier; boosted: boosted trees through its adapter for scikit-learn.
Scores of the tuning part are made by models that have not seen the pair's group (folds by group), so that a threshold
chosen on them is honest; held-out is scored by a model of the whole tuning part.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import jellyfish
import numpy
import pandas
import recordlinkage
from prepared import PARTS, Prepared, candidates, how_many_have, local, read, write_scores
from recordlinkage.adapters import SKLearnAdapter
from recordlinkage.base import BaseClassifier, BaseCompareFeature
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

SEED, FOLDS = 7, 5
NAMES = [("last", "last"), ("given", "given"), ("last", "given"), ("given", "last"), ("whole", "whole")]
STEPS = (0.85, 0.9, 0.95, 1.0)
"""Of similarity, each a feature: so that a linear model may bend."""


class Best(BaseCompareFeature):
    """The highest similarity of any form of the left with any of the right (Jaro and Winkler's); 0: one is missing."""

    name = "best"

    def _compute_vectorized(self, left, right):
        return pandas.Series([self._best(*two) for two in zip(left, right, strict=True)], index=left.index)

    @staticmethod
    def _best(left, right):
        return max((jellyfish.jaro_winkler_similarity(a, b) for a in left for b in right), default=0.0)


class Shared(BaseCompareFeature):
    """1 where both have one of the same, -1 where both have some and none is the same, 0 where one has none."""

    name = "shared"

    def _compute_vectorized(self, left, right):
        pairs = zip(left, right, strict=True)
        found = [(1 if set(a) & set(b) else -1) if a and b else 0 for a, b in pairs]
        return pandas.Series(found, index=left.index)


class Slip(BaseCompareFeature):
    """1 where one of the left is a slip (Damerau and Levenshtein's 1) away from one of the right."""

    name = "slip"

    def _compute_vectorized(self, left, right):
        pairs = zip(left, right, strict=True)
        found = [any(jellyfish.damerau_levenshtein_distance(x, y) == 1 for x in a for y in b) for a, b in pairs]
        return pandas.Series(found, index=left.index).astype(int)


class Boosted(SKLearnAdapter, BaseClassifier):
    """Gradient-boosted trees as one of the toolkit's classifiers."""

    def __init__(self):
        super().__init__()
        self.kernel = HistGradientBoostingClassifier(
            learning_rate=0.06, max_iter=250, max_leaf_nodes=15, min_samples_leaf=30, l2_regularization=1.0,
            random_state=SEED,
        )  # fmt: skip


def frame(records: list[Prepared]) -> pandas.DataFrame:
    """One row a record; each field a tuple of its forms or values, empty where nothing was stated."""
    shared = how_many_have(records)
    borne = pandas.Series([form for one in records for form in one.last]).value_counts().to_dict()
    rows = [{**_reached(one, shared), **_facts(one, borne)} for one in records]
    return pandas.DataFrame(rows).set_index("id")


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _reached(one: Prepared, shared: Counter[str]) -> dict[str, Any]:
    return {
        "phones": one.phones, "own_phones": tuple(phone for phone in one.phones if shared[phone] <= 2),
        "emails": one.emails, "own_emails": tuple(email for email in one.emails if shared[email] <= 2),
        "mailboxes": tuple(local(email) for email in one.emails), "streets": _one(one.detailed),
        "postal": _one(one.postal), "cities": _one(one.locality), "lands": _one(one.country),
    }  # fmt: skip


def _facts(one: Prepared, borne: dict[str, int]) -> dict[str, Any]:
    turned = one.birth[:5] + "-".join(sorted(one.birth[5:].split("-")))
    return {
        "id": one.id, "last": one.last, "given": one.first, "whole": one.full, "middle": _one(one.middle),
        "births": _one(one.birth), "year": _one(one.birth[:4]), "day": _one(one.birth[5:]), "turned": _one(turned),
        "new_year": one.birth.endswith("-01-01"), "numbers": _one(one.number), "documents": _one(one.certificate),
        "lifelong": _one(one.certificate if one.certificate.startswith("national_id") else ""),
        "genders": _one(one.gender), "nations": _one(one.nationality),
        "borne": float(numpy.log1p(borne[one.last[0]])) if one.last else 0.0,
    }  # fmt: skip


def features(records: list[Prepared]) -> pandas.DataFrame:
    """What is compared of every pair, a column each."""
    people = frame(records)
    pairs = pandas.MultiIndex.from_tuples(candidates(records), names=["left", "right"])
    compare = recordlinkage.Compare(n_jobs=1)
    for left, right in NAMES:
        compare.add(Best(left, right, label=f"{left} {right}"))
    for name in ("middle", "mailboxes", "numbers", "streets", "births"):
        compare.add(Best(name, name, label=f"best {name}"))
    same = (
        "last", "given", "whole", "middle", "births", "turned", "year", "day", "phones", "own_phones", "emails",
        "own_emails", "mailboxes", "numbers", "documents", "lifelong", "streets", "postal", "cities", "lands",
        "genders", "nations",
    )  # fmt: skip
    for name in same:
        compare.add(Shared(name, name, label=f"same {name}"))
    for name in ("births", "phones", "mailboxes", "numbers", "last", "given", "streets"):
        compare.add(Slip(name, name, label=f"slip {name}"))
    made = compare.compute(pairs, people)
    return _combined(made, people)


def _combined(made: pandas.DataFrame, people: pandas.DataFrame) -> pandas.DataFrame:
    """Names in either order, steps of similarity, how common the name is."""
    straight = made[["last last", "given given"]]
    crossed = made[["last given", "given last"]]
    made["both"] = numpy.maximum(straight.min(axis=1), crossed.min(axis=1))
    made["either"] = numpy.maximum(straight.max(axis=1), crossed.max(axis=1))
    for name in ("both", "either", "last last", "given given", "whole whole", "best mailboxes", "best streets"):
        for step in STEPS:
            made[f"{name} {step}"] = (made[name] >= step).astype(int)
    left, right = (made.index.get_level_values(side) for side in ("left", "right"))
    made["borne"] = numpy.maximum(people["borne"].loc[left].to_numpy(), people["borne"].loc[right].to_numpy())
    made["borne by both"] = made["borne"] * (made["both"] >= 0.95)
    made["new year"] = people["new_year"].loc[left].to_numpy() | people["new_year"].loc[right].to_numpy()
    made["agreeing"] = (made[[name for name in made if name.startswith("same ")]] == 1).sum(axis=1)
    return made.astype(float)


def classifier(model: str) -> BaseClassifier:
    """A new one, not yet trained."""
    if model == "boosted":
        return Boosted()
    return recordlinkage.LogisticRegressionClassifier(C=1.0, max_iter=3000, solver="liblinear")


def probabilities(trained: BaseClassifier, compared: pandas.DataFrame) -> numpy.ndarray:
    """Of each pair, how likely it is one person."""
    return trained.kernel.predict_proba(compared.to_numpy())[:, 1]


def scored(parts: dict[str, list[Prepared]], model: str) -> list[tuple[str, str, float]]:
    """Both parts, tuning by models of the other folds."""
    compared = {part: features(records) for part, records in parts.items()}
    people = {one.id: one for one in parts["tuning"]}
    tuning = compared["tuning"]
    truth = pandas.MultiIndex.from_tuples(
        [two for two in tuning.index if people[two[0]].person == people[two[1]].person]
    )
    groups = [people[left].group for left, _ in tuning.index]
    found: list[tuple[str, str, float]] = []
    for seen, unseen in GroupKFold(FOLDS).split(tuning, groups=groups):
        fold = classifier(model)
        fold.fit(tuning.iloc[seen], truth.intersection(tuning.index[seen]))
        rest = tuning.iloc[unseen]
        found += [(*two, score) for two, score in zip(rest.index, probabilities(fold, rest), strict=True)]
    whole = classifier(model)
    whole.fit(tuning, truth)
    held_out = compared["held_out"]
    found += [(*two, score) for two, score in zip(held_out.index, probabilities(whole, held_out), strict=True)]
    return found


def main() -> None:
    """Trains, scores, writes."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("people", type=Path)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("--model", choices=("logistic", "boosted"), default="logistic")
    given = asked.parse_args()
    records = read(given.people)
    parts = {part: [one for one in records if one.part == part] for part in PARTS}
    write_scores(given.pairs, scored(parts, given.model))


if __name__ == "__main__":
    main()
