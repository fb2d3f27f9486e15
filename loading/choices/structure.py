"""What all choices have in common: frozen, strict about what they are made of, silent about what was not chosen."""

import msgspec


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One decision; a field that is None, empty or False leaves things as they were recognised.

    Notes
    -----
    msgspec checks names and types of fields on the way in, and leaves out what was not decided on the way out. So a
    choice of a later version that this one does not know is refused, never half carried out.
    """
