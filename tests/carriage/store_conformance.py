"""What every store of a relay must do. A test class for one store inherits this and gives a `store` fixture."""

import random
import threading
from datetime import date, timedelta

from backchannel.carriage.store import Listing, Usage

TODAY = date(2031, 3, 1)
TOMORROW = TODAY + timedelta(days=1)
ANNA, BORIS = b"a" * 32, b"b" * 32
ALL = (1000, 1 << 30)


def blob(mark, size=4096):
    """A blob that is told apart from others by its first bytes."""
    return mark.to_bytes(4, "big") + bytes(size - 4)


class StoreConformance:
    """The behaviour of `backchannel.carriage.store.BlobStore`."""

    def test_what_was_put_is_listed_in_order(self, store):
        """Blobs come back byte for byte, under the numbers that putting them gave, oldest first."""
        numbers = store.put([(ANNA, blob(1)), (BORIS, blob(2, 16384)), (ANNA, blob(3, 65536))], TODAY)
        assert store.list_since(ANNA, 0, *ALL) == Listing(((numbers[0], blob(1)), (numbers[2], blob(3, 65536))), False)
        assert store.list_since(BORIS, 0, *ALL) == Listing(((numbers[1], blob(2, 16384)),), False)

    def test_an_unknown_mailbox_is_an_empty_one(self, store):
        """A mailbox that nobody ever deposited in answers as one that is empty."""
        store.put([(BORIS, blob(1))], TODAY)
        number = store.put([(ANNA, blob(1))], TODAY)[0]
        store.take([(ANNA, number)])
        for mailbox in (ANNA, b"never heard of it".ljust(32)):
            assert store.list_since(mailbox, 0, *ALL) == Listing((), False)
            assert store.usage(mailbox) == Usage(0, 0)

    def test_only_greater_numbers_are_listed(self, store):
        """`number` is exclusive, and may be any number from 0 to the greatest possible."""
        one, two, three = store.put([(ANNA, blob(n)) for n in range(3)], TODAY)
        assert [n for n, _ in store.list_since(ANNA, one, *ALL).blobs] == [two, three]
        assert store.list_since(ANNA, three, *ALL) == Listing((), False)
        assert store.list_since(ANNA, (1 << 63) - 1, *ALL) == Listing((), False)

    def test_a_listing_stops_at_its_count_and_says_that_there_is_more(self, store):
        """The count is kept exactly; `more` is false when everything fitted."""
        numbers = store.put([(ANNA, blob(n)) for n in range(5)], TODAY)
        first = store.list_since(ANNA, 0, 2, 1 << 30)
        assert ([n for n, _ in first.blobs], first.more) == (numbers[:2], True)
        rest = store.list_since(ANNA, numbers[1], 3, 1 << 30)
        assert ([n for n, _ in rest.blobs], rest.more) == (numbers[2:], False)
        assert store.list_since(ANNA, 0, 0, 1 << 30) == Listing((), True)

    def test_a_listing_stops_before_it_is_too_large(self, store):
        """The bytes are kept, and no later, smaller blob overtakes one that did not fit."""
        numbers = store.put([(ANNA, blob(1)), (ANNA, blob(2, 65536)), (ANNA, blob(3))], TODAY)
        first = store.list_since(ANNA, 0, 10, 10_000)
        assert ([n for n, _ in first.blobs], first.more) == (numbers[:1], True)
        exact = store.list_since(ANNA, 0, 10, 4096 + 65536)
        assert ([n for n, _ in exact.blobs], exact.more) == (numbers[:2], True)
        assert store.list_since(ANNA, 0, 10, 4096 + 65536 + 4096).more is False

    def test_taking_deletes_these_blobs_and_no_others(self, store):
        """Places that are empty, or in another mailbox, do no harm, also twice in one call."""
        one, two = store.put([(ANNA, blob(1)), (ANNA, blob(2))], TODAY)
        other = store.put([(BORIS, blob(3)), (BORIS, blob(4))], TODAY)
        store.take([(ANNA, one), (ANNA, one), (ANNA, 77), (b"unknown".ljust(32), other[0])])
        assert store.list_since(ANNA, 0, *ALL).blobs == ((two, blob(2)),)
        assert store.list_since(BORIS, 0, *ALL).blobs == ((other[0], blob(3)), (other[1], blob(4)))
        assert (store.usage(ANNA), store.usage(BORIS), store.total_size()) == (Usage(1, 4096), Usage(2, 8192), 12288)

    def test_expiry_deletes_what_is_older_than_the_day(self, store):
        """What was deposited on the day itself stays; what was deposited the day before goes."""
        store.put([(ANNA, blob(1)), (BORIS, blob(2))], TODAY)
        number = store.put([(ANNA, blob(3))], TOMORROW)[0]
        store.expire(TODAY)
        assert store.total_size() == 3 * 4096
        store.expire(TOMORROW)
        assert store.list_since(ANNA, 0, *ALL).blobs == ((number, blob(3)),)
        assert store.list_since(BORIS, 0, *ALL).blobs == ()
        assert (store.usage(ANNA), store.total_size()) == (Usage(1, 4096), 4096)

    def test_expiry_deletes_many(self, store):
        """Nothing is left over when there is more to delete than a store would do in one step."""
        store.put([(ANNA, blob(n)) for n in range(700)], TODAY)
        store.expire(TOMORROW)
        assert (store.usage(ANNA), store.total_size()) == (Usage(0, 0), 0)

    def test_numbers_grow_also_after_taking_and_forgetting(self, store):
        """A reader who asks for greater numbers than the last he saw misses nothing, ever."""
        before = store.put([(ANNA, blob(1)), (ANNA, blob(2))], TODAY)
        assert 0 < before[0] < before[1]
        store.take([(ANNA, number) for number in before])
        again = store.put([(ANNA, blob(3))], TODAY)
        assert again[0] > before[1]
        store.expire(TODAY + timedelta(days=40))
        late = store.put([(ANNA, blob(4))], TODAY + timedelta(days=40))
        assert again[0] < late[0] < 1 << 53

    def test_numbers_grow_when_the_clock_is_put_back(self, store):
        """A deposit on an earlier day than the last still gets the greater number."""
        late = store.put([(ANNA, blob(1))], TOMORROW)[0]
        early = store.put([(ANNA, blob(2))], TODAY)[0]
        assert early > late
        store.take([(ANNA, late), (ANNA, early)])
        store.expire(TOMORROW)
        assert store.put([(ANNA, blob(3))], TODAY)[0] > early

    def test_numbers_tell_nothing_of_other_mailboxes(self, store):
        """Attack: a reader counts the traffic of all others by the gaps in his own numbers."""
        first = store.put([(ANNA, blob(1))], TODAY)[0]
        store.put([(n.to_bytes(32, "big"), blob(n)) for n in range(50)], TODAY)
        assert store.put([(ANNA, blob(2))], TODAY)[0] == first + 1
        assert store.put([(BORIS, blob(3))], TODAY)[0] == first

    def test_usage_counts_blobs_and_bytes(self, store):
        """Quotas are counted per mailbox and over all."""
        store.put([(ANNA, blob(1)), (ANNA, blob(2, 16384)), (BORIS, blob(3, 1048576))], TODAY)
        assert store.usage(ANNA) == Usage(2, 20480)
        assert store.usage(BORIS) == Usage(1, 1048576)
        assert store.total_size() == 20480 + 1048576

    def test_the_same_blob_twice_is_two_blobs(self, store):
        """A store does not look into blobs: equal ones are kept apart."""
        assert len(set(store.put([(ANNA, blob(1)), (ANNA, blob(1))], TODAY))) == 2
        assert store.usage(ANNA).blobs == 2

    def test_many_threads_lose_and_double_nothing(self, store):
        """Deposits from several threads at once are all there, each under a number of its own."""

        def deposit(mark):
            for n in range(10):
                store.put([(ANNA, blob(mark * 100 + n)), (BORIS, blob(mark * 100 + n))], TODAY)

        threads = [threading.Thread(target=deposit, args=(mark,)) for mark in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for mailbox in (ANNA, BORIS):
            listed = store.list_since(mailbox, 0, *ALL).blobs
            assert sorted(held for _, held in listed) == sorted(blob(m * 100 + n) for m in range(4) for n in range(10))
            assert len({number for number, _ in listed}) == 40

    def test_any_history_agrees_with_a_model(self, store):
        """Two hundred random acts leave exactly what a list of them says."""
        chance = random.Random(1961)
        boxes, day, model = [bytes([n]) * 32 for n in range(4)], TODAY, []
        for mark in range(200):
            act = chance.choice(("put", "put", "put", "take", "day", "expire"))
            if act == "put":
                boxed = [(chance.choice(boxes), blob(mark * 10 + n)) for n in range(chance.randint(1, 3))]
                numbers = store.put(boxed, day)
                model += [(box, number, held, day) for (box, held), number in zip(boxed, numbers, strict=True)]
            elif act == "take" and model:
                gone = chance.sample(model, min(len(model), 3))
                store.take([(box, number) for box, number, _, _ in gone])
                model = [row for row in model if row not in gone]
            elif act == "day":
                day += timedelta(days=1)
            elif act == "expire":
                before = day - timedelta(days=chance.randint(1, 5))
                store.expire(before)
                model = [row for row in model if row[3] >= before]
        assert model
        for box in boxes:
            assert store.list_since(box, 0, *ALL).blobs == tuple((n, held) for b, n, held, _ in model if b == box)
            assert store.usage(box).blobs == sum(row[0] == box for row in model)
        assert store.total_size() == 4096 * len(model)
