"""Let Python's cycle collector rest while a very long text is read.

Of a megabyte reading makes a million small objects that live until it ends, and no cycles: the
collector would look at each of them some five times, for a quarter of the whole time, and find
nothing. It is the process's own, so it rests for long texts alone, for the seconds these take.
"""

import gc
from threading import Lock
from types import TracebackType


class CollectorRest:
    """A context in which no collection begins by itself: until the last one in it leaves.

    It may be entered again, and by several threads. A collector that was off stays off.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._was_on = False

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._was_on = gc.isenabled()
                gc.disable()
            self._inside += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._lock:
            self._inside -= 1
            if self._was_on and not self._inside:
                gc.enable()


collector_rest = CollectorRest()
