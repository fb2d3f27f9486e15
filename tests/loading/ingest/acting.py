"""A process in the place of a reading, which does whatever a test wants."""

import subprocess
import sys
from collections.abc import Callable

from loading.ingest.child import Request
from loading.ingest.conversation import Conversation


def acting(code: str) -> Callable[[Request], Conversation]:
    """A reading that does what it likes; it gets the folder of its answer as word."""

    def begin(request: Request) -> Conversation:
        process = subprocess.Popen([sys.executable, "-c", code, request.folder], stdout=subprocess.PIPE)
        assert process.stdout is not None
        return Conversation(process.stdout, process.kill, process.wait)

    return begin
