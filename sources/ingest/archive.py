"""Open the files in a zip, one at a time, within limits that hold whatever the zip says."""

from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from .document import Fault, Unreadable

MAX_FILES = 10_000
MAX_UNPACKED_BYTES = 1_000_000_000  # of all files together
BROKEN = (BadZipFile, ZlibError, EOFError, RuntimeError, NotImplementedError, OSError, ValueError)


def read_zip(stream, file, read_member):
    """
    Yield what `read_member(stream, name)` yields of each file in a zip, and Faults for what breaks.

    A file gives no more bytes than the zip's table says, and the table is what the limits are held
    against. Raises Unreadable where the zip is none, or is beyond them.
    """
    try:
        archive = ZipFile(stream)
    except BROKEN as error:
        raise Unreadable(f"This zip cannot be opened: {error}.") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _check(members)
        for member in members:
            name = f"{file}/{member.filename}"
            try:
                with archive.open(member) as content:
                    yield from read_member(content, name)
            except BROKEN as error:
                yield Fault(name, 1, f"This file in the zip cannot be unpacked: {error}.")


def _check(members):
    if len(members) > MAX_FILES:
        raise Unreadable(f"This zip holds more than {MAX_FILES:,} files, the most that are read.")
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        most = f"{MAX_UNPACKED_BYTES // 1_000_000_000} GB"
        raise Unreadable(f"This zip unpacks to more than {most}, the most that is read.")
