"""
Merkle trees as RFC 6962 has them (section 2.1), and the tiles that C2SP's tlog-tiles cuts.

A tile of level L holds up to 256 hashes, each the root of 256**L leaves.
"""

from hashlib import sha256

WIDTH = 256
HEIGHT = 8  # 2**8 is WIDTH


def leaf_hash(entry):
    return sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return sha256(b"\x01" + left + right).digest()


def root(hashes):
    """Return the root over hashes of leaves: in pairs, floor by floor, an odd one goes up as is."""
    if not hashes:
        return sha256().digest()
    while len(hashes) > 1:
        odd = hashes[len(hashes) & ~1 :]
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        hashes = [node_hash(*pair) for pair in pairs] + odd
    return hashes[0]


def path(number, first, end, root_of):
    """
    Return the inclusion proof of leaf `number` in the tree over the leaves `first` to `end`.

    Each step is a pair of hashes (left, right), None for the one that the steps before lead to.
    `root_of(first, end)` gives the root over some of the leaves.
    """
    if end - first == 1:
        return []
    middle = first + half(end - first)
    if number < middle:
        return [*path(number, first, middle, root_of), (None, root_of(middle, end))]
    return [*path(number, middle, end, root_of), (root_of(first, middle), None)]


def half(size):
    """Return the largest power of two below `size`: where RFC 6962 cuts a tree in two."""
    return 1 << ((size - 1).bit_length() - 1)


def tiled_root(first, end, tile):
    """Return the root over leaves, by `tile(level, index)`, which gives the hashes of a tile."""
    size = end - first
    if size & (size - 1) or first % size:
        middle = first + half(size)
        return node_hash(tiled_root(first, middle, tile), tiled_root(middle, end, tile))
    level, height = divmod(size.bit_length() - 1, HEIGHT)
    index, place = divmod(first >> (level * HEIGHT), WIDTH)
    return root(tile(level, index)[place : place + (1 << height)])


def tile_path(index):
    """Return the number of a tile as tlog-tiles spells it in addresses: x001/x234/067."""
    groups = f"{index:,}".split(",")
    groups = [group.rjust(3, "0") for group in groups]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def tile_index(spelt):
    return int(spelt.replace("x", "").replace("/", ""))
