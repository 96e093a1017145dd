"""The interface of the relay's storage, run over a store in memory."""

from datetime import date

import pytest
from tests.carriage.memory_store import MemoryStore
from tests.carriage.store_conformance import StoreConformance

from backchannel.carriage.store import BlobStore, next_number


class TestMemoryStore(StoreConformance):
    """The conformance suite itself is sound: a dictionary passes it."""

    @pytest.fixture
    def store(self) -> BlobStore:
        """A fresh store."""
        return MemoryStore()


def test_numbers_start_from_the_day():
    """The worked rule of docs/relay.md: 2^32 times the days since 1970, or the last number, plus one."""
    assert next_number(0, date(1970, 1, 2)) == (1 << 32) + 1
    assert next_number((5 << 32) + 9, date(1970, 1, 2)) == (5 << 32) + 10
