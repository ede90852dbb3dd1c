"""Write a file that is there as a whole, or not at all."""

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile


@contextmanager
def whole_file(path):
    """
    Yield a new file of bytes, which only we may read, and which is called `path` at the end.

    It gets its name when it is on the disk; after an exception there is nothing new.
    """
    path = Path(path)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
