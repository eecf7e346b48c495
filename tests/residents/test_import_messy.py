"""The messy workbook against its expected result, figure by figure."""

import json
from collections import Counter
from pathlib import Path

import pytest

from residents.importing.arrivals import take_in
from residents.importing.people.applying import apply_import
from residents.importing.people.rehearsal import rehearse
from residents.models import Building, Household, Residence, Resident
from residents.models.imports import RegisterImport
from tests.factories import CompoundFactory, StaffFactory, messy_workbook

pytestmark = pytest.mark.django_db

TRUTH = json.loads((Path(__file__).parent / "data" / "register-messy.json").read_text())


@pytest.fixture
def run(private_files):
    staff = StaffFactory()
    return take_in(content=messy_workbook(), filename="messy.xlsx", compound=CompoundFactory(), by=staff)


@pytest.mark.slow
def test_the_rehearsal_reconciles_with_the_truth(run):
    rehearse(run=run)
    totals = run.totals
    for figure in ("rows", "households", "people", "buildings", "problems"):
        assert totals[figure] == TRUTH[figure], figure
    assert totals["repairs"] == TRUTH["repaired"]
    assert [totals["households_per_building"][str(n + 1)] for n in range(16)] == TRUTH["households_per_building"]
    assert totals["tags"]["living_alone"] == TRUTH["living_alone"]
    assert totals["tags"]["party_member"] == TRUTH["party_members"]
    assert totals["verdicts"] == {"new": TRUTH["people"], "changed": 12}
    assert sum(totals["verdicts"].values()) == totals["rows"]
    assert totals["people"] + totals["merged_rows"] == totals["rows"]
    assert run.rows.count() == totals["rows"]
    assert not Resident.objects.exists()
    assert not Household.objects.exists()


@pytest.mark.slow
def test_applied_the_register_holds_the_truth(run):
    rehearse(run=run)
    apply_import(run=run, by=run.uploaded_by)
    assert Resident.objects.count() == Resident.objects.living_here().count() == TRUTH["people"]
    assert run.totals["new_people"] == TRUTH["people"]
    assert Household.objects.count() == TRUTH["households"]
    assert [b.households.count() for b in Building.objects.order_by("order")] == TRUTH["households_per_building"]
    assert Resident.objects.filter(tags__slug="living_alone").count() == TRUTH["living_alone"]
    assert Resident.objects.filter(tags__slug="party_member").count() == TRUTH["party_members"]
    bad_numbers = sum(count for code, count in TRUTH["problems"].items() if code.startswith("id_"))
    assert Resident.objects.filter(id_fingerprint=None).count() == bad_numbers
    kinds = Counter(Residence.objects.values_list("kind", flat=True))
    assert kinds == {"lives": TRUTH["people"], "registered": 12}
    assert Residence.objects.filter(relation="head").count() == TRUTH["households"]
    assert Resident.history.count() == TRUTH["people"]


@pytest.mark.slow
def test_the_same_file_changes_nothing_the_second_time(run):
    rehearse(run=run)
    apply_import(run=run, by=run.uploaded_by)
    again = take_in(content=messy_workbook(), filename="again.xlsx", compound=run.compound, by=run.uploaded_by)
    rehearse(run=again)
    assert again.totals["verdicts"] == {"unchanged": TRUTH["rows"]}
    history = Resident.history.count(), Residence.history.count()
    apply_import(run=again, by=run.uploaded_by)
    assert again.state == RegisterImport.State.APPLIED
    assert (Resident.history.count(), Residence.history.count()) == history
    assert Resident.objects.count() == TRUTH["people"]
