"""The Merkle tree against RFC 6962's own recursive definition."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.ledger import verify_export
from factcheck.ledger.merkle import EMPTY_ROOT, Frontier, Tree, extends, includes, largest_power_below, node

LEAVES = [sha256(bytes([number])).digest() for number in range(200)]
TREE = Tree(LEAVES)


def defined_root(leaves: list[bytes]) -> bytes:
    """The hash of a list of leaves exactly as RFC 6962 section 2.1 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    middle = largest_power_below(len(leaves))
    return node(defined_root(leaves[:middle]), defined_root(leaves[middle:]))


sizes = st.integers(1, len(LEAVES))


@given(sizes)
def test_the_root_is_the_defined_one_at_every_size(size):
    assert TREE.root(size) == defined_root(LEAVES[:size])


def test_a_frontier_has_the_same_roots_as_the_tree():
    frontier = Frontier()
    assert frontier.root() == TREE.root(0)

    for size, leaf in enumerate(LEAVES, start=1):
        frontier.append(leaf)
        assert frontier.root() == TREE.root(size)


@given(sizes, st.data())
def test_every_leaf_is_proved_and_no_other(size, data):
    index = data.draw(st.integers(0, size - 1))
    path, root = TREE.inclusion(index, size), TREE.root(size)

    assert includes(LEAVES[index], index=index, size=size, path=path, root=root)
    assert not includes(sha256(b"other").digest(), index=index, size=size, path=path, root=root)
    assert not includes(LEAVES[index], index=size, size=size, path=path, root=root)
    assert not includes(LEAVES[index], index=index, size=size, path=[*path, root], root=root)
    if path:
        assert not includes(LEAVES[index], index=index, size=size, path=path[1:], root=root)


def said_by_the_single_file(
    *, earlier: int, earlier_root: bytes, size: int, root: bytes, proof: list[bytes]
) -> bool:
    if earlier == size:
        return extends(earlier=earlier, earlier_root=earlier_root, size=size, root=root, proof=proof)
    return verify_export.roots_by(earlier_root, earlier, size, proof) == (earlier_root, root)


@pytest.mark.parametrize("shows", [extends, said_by_the_single_file])
@given(size=sizes, data=st.data())
def test_a_tree_proves_what_it_began_as_and_nothing_else(shows, size, data):
    earlier = data.draw(st.integers(1, size))
    proof, root, before = TREE.consistency(earlier, size), TREE.root(size), TREE.root(earlier)

    assert shows(earlier=earlier, earlier_root=before, size=size, root=root, proof=proof)
    assert not shows(earlier=earlier, earlier_root=sha256(b"x").digest(), size=size, root=root, proof=proof)
    assert not shows(earlier=earlier, earlier_root=before, size=size, root=root, proof=[*proof, before])
    for place in range(len(proof)):
        changed = [*proof[:place], sha256(b"another").digest(), *proof[place + 1 :]]
        assert not shows(earlier=earlier, earlier_root=before, size=size, root=root, proof=changed)
    if earlier < size:
        assert not shows(earlier=earlier, earlier_root=before, size=size, root=root, proof=[])
        assert not shows(earlier=size, earlier_root=root, size=earlier, root=before, proof=proof)


@pytest.mark.parametrize("shows", [extends, said_by_the_single_file])
def test_steps_that_are_no_hashes_prove_no_beginning(shows):
    whole = Tree(LEAVES[:129])
    two, forged = whole.root(128) + LEAVES[128], sha256(b"forged").digest()
    root = node(node(two, forged), b"")  # Two hashes as one step, and none as another.

    assert not shows(earlier=129, earlier_root=whole.root(), size=130, root=root, proof=[two, forged, b""])
    assert not shows(earlier=5, earlier_root=b"", size=5, root=b"", proof=[])


def test_steps_that_are_no_hashes_prove_no_leaf():
    leaf, wide = LEAVES[0], LEAVES[1] + LEAVES[2]

    assert includes(leaf, index=0, size=2, path=[LEAVES[1]], root=node(leaf, LEAVES[1]))
    for step in (wide, b"", LEAVES[1][:31]):
        assert not includes(leaf, index=0, size=2, path=[step], root=node(leaf, step))


def test_what_is_not_there_cannot_be_asked_for():
    for ask in (
        lambda: TREE.root(201),
        lambda: TREE.inclusion(5, 5),
        lambda: TREE.consistency(0, 5),
        lambda: TREE.consistency(6, 5),
    ):
        with pytest.raises(ValueError):
            ask()
