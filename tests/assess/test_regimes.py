"""Worked cases of the rule table, with named actors, exemptions and what is missing; and laws of its answers.

The cases are readings of public rules for legal classes of goods, most on invented transfers; none accuses
anybody.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracewire.assess import Goods, Holds, Reading, Transfer, Verdict, figures_of, readings, rules
from tracewire.lexicon import item_classes, parties, table
from tracewire.model import Edtf

CASES = json.loads((Path(__file__).parent / "regime_cases.json").read_text(encoding="utf-8"))
TRANSFERS = json.loads((Path(__file__).parent / "regime_transfers.json").read_text(encoding="utf-8"))
"""Invented transfers, their answers written down from the source named before the table was asked."""


def asked(case: dict[str, Any]) -> Transfer:
    return Transfer(
        supplier=case["supplier"],
        recipient=case["recipient"],
        goods=Goods(
            classes=tuple(case.get("classes", ())),
            designations=tuple(case.get("designations", ())),
            tokens=tuple(case["tokens"]) if "tokens" in case else None,
        ),
        when=Edtf.parse(case["date"]) if case["date"] else None,
        actor=case.get("actor"),
        region=case.get("region"),
    )


def by_id(found: tuple[Reading, ...]) -> dict[str, Reading]:
    return {one.rule.id: one for one in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_worked_cases(case: dict[str, Any]) -> None:
    found = by_id(readings(asked(case)))
    expected = {rule: verdict for rule, verdict in case["un"].items() if verdict != "not covered"}
    told = {
        rule: one.verdict.value
        for rule, one in found.items()
        if one.rule.is_un and one.verdict is not Verdict.NOT_COVERED
    }
    if case["supplier"] is None or "date" not in case or case["date"] is None:
        assert expected.items() <= told.items(), case["why"]
    else:
        assert told == expected, case["why"]
    for rule in (*case.get("not_un", ()), *(r for r, v in case["un"].items() if v == "not covered")):
        assert found[rule].verdict is Verdict.NOT_COVERED
    for rule, missing in case.get("missing", {}).items():
        assert set(missing) <= set(found[rule].missing)
    if "contested_by" in case:
        assert all(set(found[rule].contested_by) == set(case["contested_by"]) for rule in expected)


@pytest.mark.parametrize("case", TRANSFERS, ids=lambda case: case["id"])
def test_invented_transfers_are_answered_as_their_sources_say(case: dict[str, Any]) -> None:
    found = by_id(readings(asked({**case, "classes": [case["item"]]})))
    told = {rule: found[rule].verdict.value for rule in case["rules"]}
    assert told == case["rules"], [found[rule].reason for rule in case["rules"]]


def drones(when: str, *designations: str) -> Transfer:
    goods = Goods(classes=("one-way-attack-uav",), designations=designations)
    return Transfer(supplier="IR", recipient="RU", goods=goods, when=Edtf.parse(when))


def test_who_is_bound_decides_not_who_legislates() -> None:
    found = by_id(readings(drones("2024-06-01", "Shahed-136")))
    assert found["EU-IR-ARMS"].verdict is Verdict.NOT_COVERED, "neither side is a person of the Union"
    french = Transfer(
        supplier="FR", recipient="IR", goods=Goods(classes=("tank",)), when=Edtf.parse("2024-06-01")
    )
    assert by_id(readings(french))["EU-IR-ARMS"].verdict is Verdict.PROHIBITED


def test_what_a_rule_forbids_on_a_condition_is_not_decided_here() -> None:
    tanks = Transfer(
        supplier="FR", recipient="TD", goods=Goods(classes=("tank",)), when=Edtf.parse("2024-06-01")
    )
    found = by_id(readings(tanks))
    assert (found["ATT-6"].verdict, found["ATT-6"].missing) == (Verdict.UNDETERMINED, ("knowledge",))
    assert "genocide" in found["ATT-6"].reason
    assert found["ATT-7"].verdict is Verdict.APPROVAL_NEEDED


@pytest.mark.parametrize(
    ("item", "verdict"),
    [
        ("manpads", Verdict.APPROVAL_NEEDED),
        ("surface-to-air-missile", Verdict.UNDETERMINED),
        ("uav", Verdict.NOT_COVERED),
        ("anti-tank-missile", Verdict.NOT_COVERED),
    ],
)
def test_a_rule_on_portable_air_defence_is_about_nothing_else(item: str, verdict: Verdict) -> None:
    given_away = Transfer(
        supplier="FR", recipient="hezbollah", goods=Goods(classes=(item,)), when=Edtf.parse("2024-06-01")
    )
    assert by_id(readings(given_away))["WA-MANPADS"].verdict is verdict


def test_membership_has_dates() -> None:
    def british(when: str) -> Verdict:
        of = Transfer(
            supplier="GB",
            recipient="RU",
            goods=Goods(classes=("tank",)),
            when=Edtf.parse(when),
            contract=date(2019, 1, 1),
        )
        return by_id(readings(of))["EU-RU-ARMS"].verdict

    assert british("2020-06-01") is Verdict.PROHIBITED
    assert british("2022-06-01") is Verdict.NOT_COVERED


def test_an_old_contract_was_exempt_until_the_exemption_went() -> None:
    def answer(when: str, contract: date | None) -> Reading:
        of = Transfer(
            supplier="FR",
            recipient="RU",
            goods=Goods(classes=("ship",)),
            when=Edtf.parse(when),
            contract=contract,
        )
        return by_id(readings(of))["EU-RU-ARMS"]

    assert answer("2015-06-01", date(2011, 6, 17)).verdict is Verdict.NOT_COVERED
    assert answer("2015-06-01", date(2014, 9, 1)).verdict is Verdict.PROHIBITED
    open_ = answer("2015-06-01", None)
    assert (open_.verdict, open_.missing) == (Verdict.UNDETERMINED, ("contract_date",))
    assert answer("2022-06-01", date(2011, 6, 17)).verdict is Verdict.PROHIBITED


def test_an_exemption_that_ends_within_the_period_leaves_the_answer_open() -> None:
    def answer(when: str) -> Reading:
        goods = Goods(classes=("manpads",))
        of = Transfer(supplier="IR", recipient="KP", goods=goods, when=Edtf.parse(when))
        return by_id(readings(of))["UNSC-1874-IMP"]

    assert answer("2015-10-01").verdict is Verdict.APPROVAL_NEEDED
    assert answer("2016-03-02").verdict is Verdict.PROHIBITED
    both = answer("2015-10-01/2016-03-02")
    assert (both.verdict, both.missing) == (Verdict.UNDETERMINED, ("date",))


def test_positions_are_shown_from_the_day_they_were_taken() -> None:
    transfer = drones("2022-09-01", "Shahed-136")
    early = by_id(readings(transfer, known_on=date(2022, 9, 30)))["UNSC-2231-B4"]
    late = by_id(readings(transfer, known_on=date(2022, 12, 31)))["UNSC-2231-B4"]
    assert (early.contested_by, early.asserted_by) == ((), ())
    assert late.contested_by == ("IR", "RU")
    assert set(late.asserted_by) == {"US", "GB", "FR", "DE", "UA"}
    assert early.verdict is late.verdict is Verdict.APPROVAL_NEEDED


def test_what_was_not_yet_adopted_is_not_known() -> None:
    found = by_id(readings(drones("2025-11-01"), known_on=date(2022, 12, 31)))
    assert not {"UNSC-1747-R", "UNSC-SNAPBACK-2025", "EU-IR-1529"} & found.keys()
    assert found["UNSC-2231-B4"].verdict is Verdict.NOT_COVERED, "its end was written into it in 2015"
    somalia = Transfer(
        supplier="TR", recipient="SO", goods=Goods(tokens=("ARMS_ALL",)), when=Edtf.parse("2024-01-01")
    )
    assert by_id(readings(somalia, known_on=date(2023, 6, 1)))["UNSC-733"].verdict is not Verdict.NOT_COVERED
    assert by_id(readings(somalia))["UNSC-733"].verdict is Verdict.NOT_COVERED


def test_a_renewal_is_to_be_checked_and_never_an_end() -> None:
    south_sudan = Transfer(
        supplier="UG", recipient="SS", goods=Goods(tokens=("ARMS_ALL",)), when=Edtf.parse("2026-09-01")
    )
    found = by_id(readings(south_sudan))["UNSC-2428"]
    assert (found.verdict, found.renewal_to_check) == (Verdict.PROHIBITED, True)


def test_a_rule_that_ended_tells_that_only_the_date_speaks_against_it() -> None:
    found = by_id(readings(drones("2023-11-01", "Shahed-136")))["UNSC-2231-B4"]
    assert found.only_the_date
    assert "2023-10-18" in found.reason


def test_each_answer_tells_its_steps_and_its_source() -> None:
    for found in readings(drones("2022-09-01")):
        assert found.steps and found.reason and found.rule.source
        assert bool(found.missing) == (found.verdict is Verdict.UNDETERMINED)
        assert found.to_dict()["verdict"] == found.verdict.value


def test_the_table_is_sound() -> None:
    known = {rule.id for rule in rules()}
    assert len(known) == len(rules()) >= 140
    for rule in rules():
        assert rule.source
        assert rule.valid_to is None or rule.valid_from < rule.valid_to
        assert rule.direction in ("to", "from", "both")
        assert all(actor in (*parties(), "listed", "non-state") for actor in rule.actors)


def test_a_shared_alias_names_no_weapon() -> None:
    assert figures_of("Shahed 136") == figures_of("shahed-136") is not None
    assert figures_of("no such weapon") is None


@pytest.mark.parametrize("name", ["rules", "exemptions", "scopes", "members", "positions"])
def test_each_row_tells_what_it_was_checked_with(name: str) -> None:
    """`memory`, `seen` (in its own source), or the addresses that were read, each with the day."""
    for row in table(f"regimes/{name}.csv", "checked"):
        if row["checked"] not in ("seen", "memory"):
            for one in row["checked"].split("; "):
                address, _, day = one.rpartition(" ")
                assert address.startswith("http") and date.fromisoformat(day) <= date.today(), row


DAYS = st.dates(min_value=date(2005, 1, 1), max_value=date(2026, 12, 31))
STATES = st.sampled_from(["IR", "RU", "KP", "YE", "FR", "US", "SD", "houthis", "lna", None])
CLASSES = st.sampled_from([one for one in item_classes().all() if item_classes().is_a(one, "arms")])


@settings(deadline=None)  # a loaded machine is no error
@given(STATES, STATES, CLASSES, DAYS, st.integers(0, 800))
def test_knowing_the_day_better_decides_and_never_turns_an_answer(
    supplier: str | None, recipient: str | None, item: str, day: date, wider: int
) -> None:
    """What is decided for a period holds on each of its days."""
    last = day + timedelta(days=wider)
    period = Edtf.parse(f"{day}/{last}")
    goods = Goods(classes=(item,))
    broad = by_id(readings(Transfer(supplier=supplier, recipient=recipient, goods=goods, when=period)))
    for one_day in (day, day + timedelta(days=wider // 2), last):
        exact = Transfer(supplier=supplier, recipient=recipient, goods=goods, when=Edtf.parse(str(one_day)))
        for rule, found in by_id(readings(exact)).items():
            if broad[rule].verdict is not Verdict.UNDETERMINED:
                assert found.verdict is broad[rule].verdict


@given(CLASSES, st.sampled_from(rules()))
def test_goods_answer_with_a_reason_and_name_what_is_missing(item: str, rule: Any) -> None:
    holds, why, missing = Goods(classes=(item,)).within(rule.items)
    assert why
    assert (holds is Holds.MAYBE) == bool(missing) or holds is Holds.MAYBE


def to_darfur(region: str | None, actor: str = "rsf", recipient: str = "SD") -> Reading:
    goods = Goods(classes=("arms",))
    asked = Transfer(
        supplier="AE",
        recipient=recipient,
        goods=goods,
        when=Edtf.parse("2024-01-10"),
        actor=actor,
        region=region,
    )
    return by_id(readings(asked))["UNSC-1591"]


@pytest.mark.parametrize(
    ("region", "verdict"),
    [
        ("Darfur", Verdict.PROHIBITED),
        ("darfour", Verdict.PROHIBITED),
        ("North Darfur", Verdict.PROHIBITED),
        ("West Darfur", Verdict.PROHIBITED),
        ("El Fasher", Verdict.PROHIBITED),
        ("Nyala", Verdict.PROHIBITED),
        ("Port Sudan", Verdict.NOT_COVERED),
        ("Sudan", Verdict.UNDETERMINED),
        ("Umm Qoz", Verdict.UNDETERMINED),
        (None, Verdict.UNDETERMINED),
    ],
)
def test_a_place_lies_in_the_region_of_a_rule_however_it_is_spelt(
    region: str | None, verdict: Verdict
) -> None:
    found = to_darfur(region)
    assert found.verdict is verdict
    assert (found.missing == ("region",)) == (verdict is Verdict.UNDETERMINED)


def test_who_is_not_known_may_be_anybody() -> None:
    def houthis(actor: str | None, recipient: str = "YE") -> Reading:
        asked = Transfer(
            supplier="IR",
            recipient=recipient,
            goods=Goods(classes=("arms",)),
            when=Edtf.parse("2023-01-10"),
            actor=actor,
        )
        return by_id(readings(asked))["UNSC-2216"]

    assert houthis("houthis").verdict is Verdict.PROHIBITED
    assert houthis("hezbollah").verdict is Verdict.NOT_COVERED
    stranger = houthis("quay-brigade")
    assert (stranger.verdict, stranger.missing) == (Verdict.UNDETERMINED, ("end_user",))
    stranger = houthis(None, recipient="quay-brigade")
    assert (stranger.verdict, stranger.missing) == (Verdict.UNDETERMINED, ("recipient", "end_user"))


def test_a_named_weapon_without_figures_is_told_to_be_named() -> None:
    [reading] = [one for one in readings(drones("2022-09-01", "Nimbus-9")) if one.rule.id == "UNSC-2231-B4"]
    assert reading.verdict is Verdict.UNDETERMINED
    assert "no figures are known of Nimbus-9" in reading.reason
    [reading] = [one for one in readings(drones("2022-09-01")) if one.rule.id == "UNSC-2231-B4"]
    assert "no weapon is named" in reading.reason


def asked_of(
    rule: str, supplier: str, recipient: str, item: str, when: str, actor: str | None = None
) -> Reading:
    transfer = Transfer(
        supplier=supplier,
        recipient=recipient,
        goods=Goods(classes=(item,)),
        when=Edtf.parse(when),
        actor=actor,
    )
    return by_id(readings(transfer))[rule]


BANNED, NEEDED = Verdict.PROHIBITED, Verdict.APPROVAL_NEEDED
FREE, OPEN = Verdict.NOT_COVERED, Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("rule", "supplier", "recipient", "item", "when", "actor", "verdict"),
    [
        # What was banned of Iran were its exports; of supplies to it the Council asked restraint until 2010.
        ("UNSC-1747", "RU", "IR", "tank", "2008-05-01", None, FREE),
        ("UNSC-1747-P6", "RU", "IR", "tank", "2008-05-01", None, NEEDED),
        ("UNSC-1747-P6", "RU", "IR", "small-arms", "2008-05-01", None, FREE),
        ("UNSC-1747", "IR", "SY", "small-arms", "2008-05-01", None, BANNED),
        # The restored resolutions do not ban all arms in both directions either.
        ("UNSC-SNAPBACK-2025", "RU", "IR", "small-arms", "2025-12-01", None, FREE),
        ("UNSC-SNAPBACK-2025", "RU", "IR", "fighter", "2025-12-01", None, BANNED),
        ("UNSC-SNAPBACK-2025", "IR", "RU", "small-arms", "2025-12-01", None, BANNED),
        ("EU-SY-255", "FR", "SY", "tank", "2014-03-01", None, FREE),
        ("EU-SY-255", "SY", "FR", "tank", "2014-03-01", None, BANNED),
        # Territories under embargo as a whole before only groups were.
        ("UNSC-661", "RU", "IQ", "tank", "1995-03-01", "government", BANNED),
        ("UNSC-661", "US", "IQ", "tank", "2015-03-01", "government", FREE),
        ("UNSC-661", "IR", "IQ", "rocket", "2015-03-01", "kataib-hezbollah", BANNED),
        ("UNSC-1493", "CN", "CD", "tank", "2004-03-01", "government", FREE),
        ("UNSC-1493", "CN", "CD", "tank", "2006-03-01", "government", NEEDED),
        ("UNSC-1493", "CN", "CD", "tank", "2012-03-01", "government", NEEDED),
        ("UNSC-1493", "CN", "CD", "tank", "2023-03-01", "government", FREE),
        ("UNSC-2127", "RU", "CF", "tank", "2022-03-01", "government", NEEDED),
        ("UNSC-2127", "RU", "CF", "tank", "2023-09-01", "government", FREE),
        ("UNSC-2127", "RU", "CF", "tank", "2023-09-01", "seleka", BANNED),
        ("EU-CF", "FR", "CF", "tank", "2015-03-01", "government", NEEDED),
        ("EU-SO", "IT", "SO", "apc", "2010-03-01", "government", BANNED),
        ("EU-SO", "IT", "SO", "apc", "2020-03-01", "government", NEEDED),
        ("EU-SO", "IT", "SO", "apc", "2024-06-01", "government", FREE),
        ("UNSC-733", "UG", "SO", "apc", "2011-06-01", "au-mission", FREE),
        ("UNSC-1521", "CN", "LR", "apc", "2011-06-01", "government", NEEDED),
        ("UNSC-1521", "CN", "LR", "apc", "2011-06-01", "lurd", BANNED),
        # Small arms at first, arms of all types a year later; who received in Haiti is told.
        ("UNSC-2699", "AE", "HT", "uav", "2024-01-15", "haitian-gangs", FREE),
        ("UNSC-2699", "AE", "HT", "uav", "2025-01-15", "haitian-gangs", BANNED),
        ("UNSC-2699", "AE", "HT", "uav", "2024-10", "haitian-gangs", OPEN),
        ("UNSC-2699", "AE", "HT", "manpads", "2024-10", "haitian-gangs", BANNED),
        # States of West Africa may ask for an exemption, groups may not; who left is bound no more.
        ("ECOWAS-SALW", "FR", "GH", "small-arms", "2015-01-15", "government", NEEDED),
        ("ECOWAS-SALW", "GH", "ML", "small-arms", "2015-01-15", "jnim", BANNED),
        ("ECOWAS-SALW", "RU", "ML", "small-arms", "2026-01-15", "government", FREE),
        ("ECOWAS-SALW", "RU", "ML", "small-arms", "2024-01-15", "government", NEEDED),
        # Embargoes of the past.
        ("UNSC-713", "AR", "HR", "artillery", "1993-03-01", "government", BANNED),
        ("UNSC-713", "AR", "HR", "artillery", "1996-07-01", "government", FREE),
        ("UNSC-918", "ZA", "ex-far", "small-arms", "1994-06-10", None, BANNED),
        ("UNSC-918", "ZA", "RW", "small-arms", "1997-06-10", "government", FREE),
        ("UNSC-1132", "BG", "SL", "small-arms", "1998-02-10", "government", BANNED),
        ("UNSC-1171", "LR", "ruf", "small-arms", "1999-03-01", None, BANNED),
        ("UNSC-1171", "GB", "SL", "small-arms", "1999-03-01", "government", FREE),
        ("UNSC-864", "BG", "unita", "small-arms", "1993-09-20", None, FREE),
        ("UNSC-864", "BG", "unita", "small-arms", "1998-03-01", None, BANNED),
        ("UNSC-864", "RU", "AO", "tank", "1998-03-01", "government", FREE),
        ("UNSC-1390", "PK", "taliban", "small-arms", "2005-03-01", None, BANNED),
        ("EU-YE", "FR", "houthis", "anti-ship-missile", "2018-03-01", None, BANNED),
        ("EU-YE", "FR", "YE", "anti-ship-missile", "2018-03-01", "government", FREE),
        ("UNGA-75-287", "RU", "MM", "fighter", "2022-03-01", None, BANNED),
        ("UNGA-75-287", "RU", "MM", "fighter", "2021-03-01", None, FREE),
        # Who joined when.
        ("US-ITAR-126.1-D2", "US", "RU", "helicopter", "2010-07-10", None, FREE),
        ("US-ITAR-126.1-D2", "US", "RU", "helicopter", "2022-07-10", None, NEEDED),
        ("MTCR-II", "BG", "IQ", "missile-mrbm", "1999-03-01", None, FREE),
        ("MTCR-II", "BG", "IQ", "missile-mrbm", "2004-06-01", None, OPEN),
        ("MTCR-II", "BG", "IQ", "missile-mrbm", "2005-06-01", None, NEEDED),
        ("ATT-7", "NL", "UA", "tank", "2015-02-01", None, FREE),
        ("ATT-7", "NL", "UA", "tank", "2015-04-01", None, NEEDED),
        ("CCM", "GB", "UA", "cluster-munition", "2010-09-01", None, FREE),
        ("CCM", "GB", "UA", "cluster-munition", "2010-11-01", None, BANNED),
        ("CCM", "LT", "PL", "cluster-munition", "2024-07-10", None, BANNED),
        ("CCM", "US", "PL", "cluster-munition", "2025-04-10", None, FREE),
        ("APMBC", "FI", "EE", "mine-ap", "2025-06-01", None, BANNED),
        ("APMBC", "FI", "EE", "mine-ap", "2026-06-01", None, FREE),
        ("US-EAR-MEU", "US", "MM", "electronics", "2020-10-01", None, FREE),
        ("US-EAR-MEU", "US", "MM", "electronics", "2022-10-01", None, OPEN),
        # Chips and engines may be on the lists of goods of dual use; training follows the goods it is for.
        ("EU-RU-DU", "DE", "RU", "electronics", "2023-05-01", None, OPEN),
        ("EU-RU-DU", "DE", "RU", "small-arms", "2023-05-01", None, FREE),
        ("UNSC-2231-B4", "IR", "houthis", "training", "2020-12-01", None, OPEN),
        ("UNSC-2216", "IR", "houthis", "training", "2020-12-01", None, BANNED),
        ("UNSC-1929", "RU", "IR", "training", "2012-12-01", None, OPEN),
        ("US-AECA-73", "DE", "UA", "missile-mrbm", "2024-06-01", None, FREE),
        ("US-AECA-73", "CN", "PK", "missile-mrbm", "2024-06-01", None, OPEN),
    ],
)
def test_dated_changes_exemptions_and_directions(
    rule: str, supplier: str, recipient: str, item: str, when: str, actor: str | None, verdict: Verdict
) -> None:
    found = asked_of(rule, supplier, recipient, item, when, actor)
    assert found.verdict is verdict, found.reason


def test_a_word_that_holds_on_some_days_only_asks_for_the_day() -> None:
    found = asked_of("UNSC-2699", "AE", "HT", "uav", "2024-10", "haitian-gangs")
    assert found.missing == ("date",) and "small arms" in found.reason
    assert "ARMS_ALL" in found.rule.items, "the rule that is told is that of the table"
    early = Transfer(
        supplier="AE",
        recipient="HT",
        goods=Goods(classes=("uav",)),
        when=Edtf.parse("2025-01-15"),
        actor="haitian-gangs",
    )
    known = by_id(readings(early, known_on=date(2024, 6, 1)))["UNSC-2699"]
    assert known.verdict is FREE, "that the list would grow was not known yet"


def test_an_exemption_for_the_government_is_open_for_who_is_not_known() -> None:
    found = asked_of("UNSC-1970-IMP", "TR", "LY", "tank", "2020-05-01", "quay-brigade")
    assert (found.verdict, found.missing) == (OPEN, ("end_user",))
    assert asked_of("UNSC-1970-IMP", "TR", "LY", "tank", "2020-05-01", "lna").verdict is BANNED


def test_every_limit_of_a_word_is_of_a_word_that_the_rule_has() -> None:
    known = {rule.id: rule for rule in rules()}
    for row in table("regimes/scopes.csv", "rule", "column", "word"):
        assert row["word"] in getattr(known[row["rule"]], row["column"])
    for row in table("regimes/exemptions.csv", "rule"):
        assert row["rule"] in known
