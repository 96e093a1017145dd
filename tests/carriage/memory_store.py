"""A second, trivial store: what the interface says, in a dictionary."""

import threading

from backchannel.carriage.store import Listing, Usage, next_number


class MemoryStore:
    """A BlobStore that forgets everything with its process."""

    def __init__(self):
        self._lock = threading.RLock()
        self._blobs = {}
        self._last = {}

    def put(self, items, day):
        with self._lock:
            numbers = []
            for mailbox, blob in items:
                number = next_number(self._last.get(mailbox, (0, day))[0], day)
                self._last[mailbox] = (number, max(day, self._last.get(mailbox, (0, day))[1]))
                self._blobs[mailbox, number] = (blob, day)
                numbers.append(number)
            return numbers

    def list_since(self, mailbox, number, limit, size):
        with self._lock:
            found = sorted(n for box, n in self._blobs if box == mailbox and n > number)
            listed = []
            for place in found[:limit]:
                blob, _ = self._blobs[mailbox, place]
                size -= len(blob)
                if size < 0:
                    break
                listed.append((place, blob))
            return Listing(tuple(listed), len(listed) < len(found))

    def take(self, places):
        with self._lock:
            for place in places:
                self._blobs.pop(tuple(place), None)

    def expire(self, before):
        with self._lock:
            self._blobs = {place: held for place, held in self._blobs.items() if held[1] >= before}
            self._last = {box: last for box, last in self._last.items() if last[1] >= before or self.usage(box).blobs}

    def usage(self, mailbox):
        with self._lock:
            sizes = [len(blob) for (box, _), (blob, _) in self._blobs.items() if box == mailbox]
            return Usage(len(sizes), sum(sizes))

    def total_size(self):
        with self._lock:
            return sum(len(blob) for blob, _ in self._blobs.values())
