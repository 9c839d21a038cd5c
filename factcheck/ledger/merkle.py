"""The Merkle tree of RFC 6962 over event hashes: roots, inclusion and consistency proofs.

An event's hash is already the leaf's (SHA-256 over a zero byte and the entry), so leaves come in as hashes.
All hashes are 32 bytes; a proof with a step of another length is none.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

NODE = b"\x01"
EMPTY_ROOT = sha256(b"").digest()
HASH_BYTES = 32


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962 section 2.1)."""
    return sha256(NODE + left + right).digest()


def largest_power_below(size: int) -> int:
    """Return the largest power of two smaller than `size`, for sizes of 2 and more."""
    return 1 << ((size - 1).bit_length() - 1)


class Tree:
    """A tree that grows by appending; it keeps the roots of all complete subtrees, two hashes a leaf."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        return len(self._levels[0])

    def leaf(self, index: int) -> bytes:
        """Return the leaf at `index`, from 0."""
        return self._levels[0][index]

    def append(self, leaf: bytes) -> None:
        """Add a leaf and every subtree that it completes."""
        level, number = 0, self.size
        self._levels[0].append(leaf)
        while number % 2:
            if len(self._levels) == level + 1:
                self._levels.append([])
            pair = self._levels[level][number - 1 : number + 1]
            self._levels[level + 1].append(node(*pair))
            level, number = level + 1, number // 2

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves, by default all; raises `ValueError` past the end."""
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise ValueError(f"The tree has {self.size} leaves, not {size}.")
        return self._hash(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the audit path of the leaf at `index`, from 0, in the tree of that size (section 2.1.1)."""
        if not 0 <= index < size <= self.size:
            raise ValueError("There is no such leaf.")
        path, low, high = [], 0, size
        while high - low > 1:
            middle = low + largest_power_below(high - low)
            if index < middle:
                path.append(self._hash(middle, high))
                high = middle
            else:
                path.append(self._hash(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, earlier: int, size: int) -> list[bytes]:
        """Return the proof that the tree of `earlier` leaves begins that of `size` (section 2.1.2)."""
        if not 0 < earlier <= size <= self.size:
            raise ValueError("There are no such trees.")
        proof, low, high, whole = [], 0, size, True
        while earlier != high:
            middle = low + largest_power_below(high - low)
            if earlier <= middle:
                proof.append(self._hash(middle, high))
                high = middle
            else:
                proof.append(self._hash(low, middle))
                low, whole = middle, False
        return ([] if whole else [self._hash(low, high)]) + proof[::-1]

    def _hash(self, low: int, high: int) -> bytes:
        width = high - low
        if width & (width - 1) == 0:
            return self._levels[width.bit_length() - 1][low // width]
        middle = low + largest_power_below(width)
        return node(self._hash(low, middle), self._hash(middle, high))


class Frontier:
    """The root of a growing tree in constant memory: one hash for each bit of its size."""

    def __init__(self, peaks: Iterable[tuple[int, bytes]] = ()) -> None:
        self._peaks: list[tuple[int, bytes]] = list(peaks)
        self.size = sum(width for width, _ in self._peaks)

    @property
    def peaks(self) -> list[tuple[int, bytes]]:
        """The complete subtrees, widest first: how many leaves each has, and its root."""
        return list(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add a leaf."""
        peaks, width, top = self._peaks, 1, leaf
        while peaks and peaks[-1][0] == width:
            top = node(peaks.pop()[1], top)
            width *= 2
        peaks.append((width, top))
        self.size += 1

    def root(self) -> bytes:
        """Return the root over the leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        top = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            top = node(peak, top)
        return top


def includes(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether a path proves a leaf to be at `index` in the tree of that size (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or not are_hashes(leaf, root, *path):
        return False
    place, last, top = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            top = node(step, top)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            top = node(top, step)
        place, last = place >> 1, last >> 1
    return last == 0 and top == root


def extends(*, earlier: int, earlier_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows one tree to begin another (RFC 9162 section 2.1.4.2)."""
    if not are_hashes(earlier_root, root, *proof):
        return False
    if earlier == size:
        return not proof and earlier_root == root
    if not 0 < earlier < size or not proof:
        return False
    steps = [earlier_root, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    place, last = earlier - 1, size - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            old, new = node(step, old), node(step, new)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == earlier_root and new == root


def are_hashes(*values: bytes) -> bool:
    """Whether each is as long as a hash; two of them glued together must not pass for one."""
    return all(len(value) == HASH_BYTES for value in values)
