"""The commands: what the page shows, without a browser. They call the functions that the page calls."""

import argparse

from commands import clusters, concentration, findings, index, inspecting, protect

_ALL = (inspecting, findings, concentration, clusters, index, protect)


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare every command; each sets ``run``, which takes the arguments and gives the exit code."""
    for command in _ALL:
        command.declare(commands)
