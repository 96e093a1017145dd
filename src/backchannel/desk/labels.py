"""A confidentiality label for a document, for machines that keep documents by their labels."""

from datetime import timedelta

from backchannel.desk import archive
from backchannel.desk.desk import Desk
from backchannel.record.dates import DocumentDate
from backchannel.record.writers import stanag4774

__all__ = ["REVIEWED_AFTER", "label"]

REVIEWED_AFTER = timedelta(days=365)
"""When a label is to be looked at again, if nobody says another day."""


def label(desk: Desk, text: str, policy: str = stanag4774.POLICY, review: DocumentDate | None = None) -> bytes:
    """Give the STANAG 4774 label of the document at an address, of the archive or of a channel, as an XML file.

    `policy` names whose words the markings are; `review` is when the label must have been looked at again, by its last
    moment. UsageError where there is no such document, or nothing is known of its classification.
    """
    document = archive.find(desk, text).document
    made = desk.clock()
    return stanag4774.write(
        document, created=made, review=review.latest if review else made + REVIEWED_AFTER, policy=policy
    )
