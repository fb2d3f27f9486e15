"""What a process has taken of its address space is known while it runs, and at least in part afterwards."""

import os
import subprocess
import sys
from pathlib import Path

from loading.ingest.address_space import AddressSpace, address_space, is_nearly_all, least_peak

SOME = 200_000_000
TAKES = f"import mmap, sys; taken = mmap.mmap(-1, {SOME}); print(flush=True); sys.stdin.read()"


def test_what_grew_after_the_last_look_counts_by_what_lay_in_memory() -> None:
    before = AddressSpace(peak=250, size=230, resident=60)
    assert least_peak(240, before, most_resident=400) == 570
    assert least_peak(900, before, most_resident=400) == 900
    assert least_peak(0, AddressSpace(), most_resident=400) == 0


def test_only_who_took_nearly_all_can_have_died_for_want_of_more() -> None:
    assert [is_nearly_all(peak, 100) for peak in (0, 74, 75, 101)] == [False, False, True, True]


if Path("/proc/self/status").exists():

    def test_what_a_process_takes_is_seen_until_it_ends() -> None:
        words = [sys.executable, "-c", TAKES]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            seen = address_space(process.pid)
        assert seen.peak >= seen.size > SOME > seen.resident > 0
        assert address_space(process.pid) == AddressSpace()
        assert address_space(os.getpid()).size > 0
