"""The published log, recomputed: root, tiles, signatures, inclusion, consistency, and what each record commits to."""

import pytest

import tampering
from ledger_log import climb, consistency, digest, entry_of, inclusion, leaf_of, roots_of, tree_hash


@pytest.fixture(scope="module")
def entries(province) -> list[bytes]:
    return province.log.entries(province.after.size)


@pytest.fixture(scope="module")
def leaves(entries) -> tuple[bytes, ...]:
    return tuple(map(leaf_of, entries))


def test_the_root_is_what_the_entries_hash_to(province, leaves):
    assert tree_hash(leaves) == province.after.root


def test_every_tile_is_what_lies_below_it(province, leaves):
    hashes, level = list(leaves), 0
    while hashes:
        assert province.log.tiles(level, len(hashes)) == hashes, f"level {level}"
        hashes = [tree_hash(tuple(hashes[at:at + 256])) for at in range(0, len(hashes) - 255, 256)]
        level += 1
    assert level > 1, "the demonstration is too small to have tiles above the leaves"


def test_both_checkpoints_are_signed_by_the_log(province):
    assert province.before.is_signed(province.key)
    assert province.after.is_signed(province.key)
    altered = type(province.after).read(province.after.text.replace(f"\n{province.after.size}\n", "\n7\n"))
    assert not altered.is_signed(province.key)


def test_an_inclusion_proof_leads_to_the_root(province, leaves):
    for index in (0, 255, 256, province.before.size, len(leaves) - 1):
        path = inclusion(index, leaves)
        assert climb(leaves[index], path) == province.after.root
        assert climb(digest(b"another"), path) != province.after.root


def test_the_log_grew_from_the_checkpoint_that_was_kept(province, leaves):
    old, new = province.before, province.after
    assert new.size > old.size
    proof = consistency(old.size, leaves)
    assert roots_of(old.size, new.size, proof, old.root) == (old.root, new.root)
    for place in range(len(proof)):
        wrong = [*proof[:place], digest(proof[place]), *proof[place + 1:]]
        assert roots_of(old.size, new.size, wrong, old.root) != (old.root, new.root)



def test_every_record_in_the_database_is_the_one_that_its_entry_commits_to(province, entries):
    with tampering.opened(province.folder) as database:
        records = tampering.rows(database)
    for record, entry in zip(records[:len(entries)], entries, strict=True):
        assert entry_of(record)[1] == entry, record["kind"]


def test_no_entry_tells_more_than_class_commitment_and_number(entries):
    for seq, entry in enumerate(entries):
        assert len(entry) < 128 and entry.endswith(b',"seq":%d}' % seq)
