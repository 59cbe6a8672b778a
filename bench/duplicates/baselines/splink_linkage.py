"""Splink (Fellegi and Sunter's model): trained on the tuning part, scores both.

    python splink_linkage.py people.csv pairs.csv [--em]

m and u are counted among the labelled candidates of the tuning part; --em: u from random pairs and m from expectation
maximisation, without labels, with frequencies of terms. Pairs are compared that have a key in common (`prepared.keys`).
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import pandas
from prepared import CROWD, PARTS, Prepared, how_many_have, keys, local, read, write_scores
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison
from splink_levels import ALL, NULL, Levels

SEED, RANDOM_PAIRS = 7, 1e7
MACROS = (
    "CREATE OR REPLACE MACRO alike(a, b) AS coalesce(list_max(list_transform(a, lambda x: list_max(list_transform(b, "
    "lambda y: jaro_winkler_similarity(x, y))))), 0)",
    "CREATE OR REPLACE MACRO slips(a, b) AS coalesce(list_min(list_transform(a, lambda x: list_min(list_transform(b, "
    "lambda y: damerau_levenshtein(x, y))))), 99)",
)


def comparison(name: str, levels: Levels) -> CustomComparison:
    """Levels as Splink wants them, the last being everything else."""
    made = []
    for condition, label, frequent in levels:
        level = {"sql_condition": condition, "label_for_charts": label}
        if label == NULL:
            level["is_null_level"] = True
        if frequent:
            level["tf_adjustment_column"] = frequent
        made.append(level)
    made.append({"sql_condition": "ELSE", "label_for_charts": "different"})
    return CustomComparison(output_column_name=name, comparison_levels=made)


def frame(records: list[Prepared]) -> pandas.DataFrame:
    """One row a record; what nobody stated is NULL."""
    shared = how_many_have(records)
    borne = pandas.Series([form for one in records for form in one.last]).value_counts().to_dict()
    by_key = pandas.Series([key for one in records for key in keys(one)]).value_counts()
    rows = [
        {
            **_names(one, borne), **_reached(one, shared), **_facts(one),
            "keys": sorted(key for key in keys(one) if 1 < by_key[key] <= CROWD),
        }
        for one in records
    ]  # fmt: skip
    return pandas.DataFrame(rows)


def _names(one: Prepared, borne: dict[str, int]) -> dict[str, Any]:
    return {
        "last": list(one.last), "given": list(one.first), "whole": list(one.full), "middle": one.middle or None,
        "initial": next(iter(one.first), "")[:1] or None, "whole_name": next(reversed(one.full), None),
        "family_name": next(iter(one.last), None), "borne": borne[one.last[0]] if one.last else 0,
    }  # fmt: skip


def _reached(one: Prepared, shared: Counter[str]) -> dict[str, Any]:
    return {
        "phones": list(one.phones), "own_phones": [phone for phone in one.phones if shared[phone] <= 2],
        "shared_phones": [phone for phone in one.phones if shared[phone] > 2],
        "emails": list(one.emails), "own_emails": [email for email in one.emails if shared[email] <= 2],
        "mailboxes": [local(email) for email in one.emails],
        "detailed": one.detailed or None, "postal": one.postal or None, "locality": one.locality or None,
        "country": one.country or None,
    }  # fmt: skip


def _facts(one: Prepared) -> dict[str, Any]:
    year, rest = one.birth[:5], one.birth[5:].split("-")
    return {
        "unique_id": one.id, "person": one.person, "birth": one.birth or None,
        "turned": f"{year}{'-'.join(sorted(rest))}" if one.birth else None, "number": one.number or None,
        "document": one.certificate or None, "gender": one.gender or None, "nationality": one.nationality or None,
    }  # fmt: skip


def linker_of(records: list[Prepared], settings: SettingsCreator | str) -> Linker:
    """A linker on a database of its own."""
    api = DuckDBAPI()
    for macro in MACROS:
        api.duckdb_con.execute(macro)
    api.duckdb_con.execute("SET threads TO 1")
    return Linker(api.register(frame(records)), settings, log_level=None)


def settings_of(records: list[Prepared]) -> SettingsCreator:
    """What is compared, not yet trained."""
    people = pandas.Series([one.person for one in records]).value_counts()
    pairs = float((people * (people - 1) / 2).sum())
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison(name, levels) for name, levels in ALL.items()],
        blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
        probability_two_random_records_match=pairs / (len(records) * (len(records) - 1) / 2),
        additional_columns_to_retain=["person"],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


def by_expectation_maximisation(records: list[Prepared]) -> dict[str, Any]:
    """The usual way, without labels: u from random pairs, m by rounds of expectation maximisation."""
    linker = linker_of(records, settings_of(records))
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    for rule in (block_on("birth"), block_on("whole_name"), block_on("detailed"), block_on("number")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker.misc.save_model_to_json()


def by_labels(records: list[Prepared]) -> dict[str, Any]:
    """m and u as counted among the candidates of the tuning part: so that households count as what is not the same.

    Frequencies of terms stand in the levels then, and are not weighed a second time.
    """
    linker = linker_of(records, settings_of(records))
    model = linker.misc.save_model_to_json()
    compared = _compared(linker)
    same = compared["person_l"] == compared["person_r"]
    for part in model["comparisons"]:
        gamma = compared[f"gamma_{part['output_column_name']}"]
        levels = [level for level in part["comparison_levels"] if not level.get("is_null_level")]
        for place, level in enumerate(levels):
            at = gamma == len(levels) - 1 - place
            for name, among in (("m_probability", same), ("u_probability", ~same)):
                level[name] = float((at & among).sum() + 0.5) / float(((gamma >= 0) & among).sum() + 0.5 * len(levels))
            level["tf_adjustment_weight"] = 0.0
    model["probability_two_random_records_match"] = float(same.mean())
    return model


def _compared(linker: Linker) -> pandas.DataFrame:
    return linker.inference.predict(threshold_match_weight=-60, warning_mode="never").as_pandas_dataframe()


def main() -> None:
    """Trains, scores, writes."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("people", type=Path)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("--em", action="store_true")
    given = asked.parse_args()
    parts = {part: [one for one in read(given.people) if one.part == part] for part in PARTS}
    train = by_expectation_maximisation if given.em else by_labels
    model = train(parts["tuning"])
    scores = []
    for records in parts.values():
        found = _compared(linker_of(records, model))
        columns = (found["unique_id_l"], found["unique_id_r"], found["match_weight"])
        scores += list(zip(*columns, strict=True))
    write_scores(given.pairs, scores)


if __name__ == "__main__":
    main()
