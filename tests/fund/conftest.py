import pytest

from donations.fund.roles import AUDITOR, SIGNATORY, TREASURER
from tests.fund.factories import person


@pytest.fixture
def drafter(db):
    return person(TREASURER, name="田会计")


@pytest.fixture
def signer(db):
    return person(SIGNATORY, name="周书记")


@pytest.fixture
def auditor(db):
    return person(AUDITOR, name="审计员")
