"""The tables of what a desk is: contacts, channels, pairs, ledgers, and what travels."""

from backchannel.vault.migrations.step import Migration

__all__ = ["STEPS"]

STEPS: tuple[Migration, ...] = (
    Migration(
        1,
        "what the vault knows about itself",
        """
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    Migration(
        2,
        "contacts, channels, pairs, ledgers and what travels",
        """
        CREATE TABLE contacts (
            reader BLOB PRIMARY KEY,
            card BLOB NOT NULL,
            confirmed TEXT NOT NULL DEFAULT '',
            introduced_by BLOB NOT NULL DEFAULT x''
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE channels (
            id BLOB PRIMARY KEY,
            name TEXT NOT NULL,
            founding BLOB NOT NULL,
            standing TEXT NOT NULL,
            invited_by BLOB NOT NULL DEFAULT x'',
            since TEXT NOT NULL,
            stale INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE pairs (
            channel BLOB NOT NULL REFERENCES channels (id),
            peer BLOB NOT NULL,
            send BLOB NOT NULL,
            receive BLOB NOT NULL,
            send_number INTEGER NOT NULL,
            receive_number INTEGER NOT NULL,
            box_send BLOB NOT NULL,
            box_receive BLOB NOT NULL,
            outer_send BLOB NOT NULL,
            outer_receive BLOB NOT NULL,
            batch_sent INTEGER NOT NULL,
            batch_got INTEGER NOT NULL,
            peer_got INTEGER NOT NULL,
            peer_needs INTEGER NOT NULL,
            fetched_day INTEGER NOT NULL,
            share_number INTEGER NOT NULL DEFAULT 0,
            share_secret BLOB NOT NULL DEFAULT x'',
            share_entry BLOB NOT NULL DEFAULT x'',
            owes_batch INTEGER NOT NULL DEFAULT 0,
            told_own INTEGER NOT NULL DEFAULT 0,
            opened_at INTEGER NOT NULL DEFAULT 0,
            run BLOB NOT NULL DEFAULT x'',
            PRIMARY KEY (channel, peer)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runs (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            run BLOB NOT NULL,
            role TEXT NOT NULL,
            state TEXT NOT NULL,
            secrets BLOB NOT NULL,
            flight BLOB NOT NULL,
            sent_day INTEGER NOT NULL,
            made_day INTEGER NOT NULL,
            cards BLOB NOT NULL,
            PRIMARY KEY (channel, peer, run)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE held_flights (
            id BLOB PRIMARY KEY,
            channel BLOB NOT NULL,
            sender BLOB NOT NULL,
            blob BLOB NOT NULL,
            day INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE entries (
            channel BLOB NOT NULL REFERENCES channels (id),
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            id BLOB NOT NULL,
            kind TEXT NOT NULL,
            time TEXT NOT NULL,
            standing TEXT NOT NULL,
            refusal TEXT NOT NULL DEFAULT '',
            header BLOB NOT NULL,
            key BLOB NOT NULL,
            mac_key BLOB NOT NULL,
            slot_digest BLOB NOT NULL,
            tag BLOB NOT NULL,
            arrived TEXT NOT NULL,
            ciphertext BLOB NOT NULL,
            PRIMARY KEY (channel, author, seq)
        ) STRICT;
        CREATE INDEX entries_by_kind ON entries (channel, kind, standing);
        CREATE INDEX entries_by_id ON entries (id);

        CREATE TABLE set_aside (
            channel BLOB NOT NULL,
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            id BLOB NOT NULL,
            header BLOB NOT NULL,
            key BLOB NOT NULL,
            ciphertext BLOB NOT NULL,
            PRIMARY KEY (channel, author, seq, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE own_keys (
            channel BLOB NOT NULL,
            seq INTEGER NOT NULL,
            seed BLOB NOT NULL,
            made TEXT NOT NULL,
            PRIMARY KEY (channel, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE peer_keys (
            channel BLOB NOT NULL,
            reader BLOB NOT NULL,
            seq INTEGER NOT NULL,
            key BLOB NOT NULL,
            PRIMARY KEY (channel, reader)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sent_shares (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            seq INTEGER NOT NULL,
            secret BLOB NOT NULL,
            entry BLOB NOT NULL,
            PRIMARY KEY (channel, peer, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outbox (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            number INTEGER NOT NULL,
            type BLOB NOT NULL,
            epoch INTEGER NOT NULL,
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            slot BLOB NOT NULL,
            tag BLOB NOT NULL,
            batch INTEGER NOT NULL DEFAULT 0,
            day INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (channel, peer, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE waiting_frames (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            number INTEGER NOT NULL,
            frame BLOB NOT NULL,
            PRIMARY KEY (channel, peer, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE enclosures (
            id BLOB NOT NULL,
            channel BLOB NOT NULL,
            letter BLOB NOT NULL,
            author BLOB NOT NULL,
            name TEXT NOT NULL,
            length INTEGER NOT NULL,
            digest BLOB NOT NULL,
            sealed_length INTEGER NOT NULL,
            key BLOB NOT NULL,
            complete INTEGER NOT NULL,
            told INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (id, letter)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE enclosure_chunks (
            enclosure BLOB NOT NULL,
            number INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (enclosure, number)
        ) STRICT;

        CREATE TABLE chunk_outbox (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            enclosure BLOB NOT NULL,
            number INTEGER NOT NULL,
            batch INTEGER NOT NULL DEFAULT 0,
            day INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (channel, peer, enclosure, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE refusal_log (
            day TEXT NOT NULL,
            what TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, what)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE alarms (
            id BLOB PRIMARY KEY,
            channel BLOB NOT NULL,
            kind TEXT NOT NULL,
            author BLOB NOT NULL,
            reporter BLOB NOT NULL,
            seq INTEGER NOT NULL,
            sentence TEXT NOT NULL,
            raised TEXT NOT NULL,
            settled TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reading (
            channel BLOB NOT NULL,
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            first_read TEXT NOT NULL,
            PRIMARY KEY (channel, author, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE release_secrets (
            proposal BLOB PRIMARY KEY,
            channel BLOB NOT NULL,
            secret BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ),
)
