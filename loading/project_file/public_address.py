"""The address of a public project: a hash of all that it says."""

import hashlib
import json
from dataclasses import asdict

import shapely

from loading.atlas import Atlas
from loading.files.content_hash import LENGTH
from loading.project_file import records
from loading.project_file.facts import numbers_digest


def public_address(atlas: Atlas) -> str:
    """Name a public project by all that it says; where anything is changed, it is another one.

    Parameters
    ----------
    atlas : Atlas
        Its ``project`` does not count.

    Returns
    -------
    str
        Sixteen characters 0-9a-f, as for other projects.
    """
    said = {
        "title": atlas.title,
        "numbers": numbers_digest(atlas),
        "years": atlas.years,
        "indicators": [records.row(one) for one in atlas.indicators],
        "flagged": [asdict(one) for one in atlas.flagged],
        "facilities": [records.row(one) for one in atlas.facilities],
        "protection": asdict(atlas.protection) if atlas.protection else None,
        "vintage": atlas.vintage,
        "join": asdict(atlas.join),
        "findings": [records.row(one) for one in atlas.findings],
        "files": [records.row(one) for one in atlas.files],
        "scenery": [[one.name, one.kind, shapely.to_wkb(one.geometry, hex=True)] for one in atlas.scenery],
        "minimum": [atlas.minimum_residents, atlas.minimum_denominator],
    }
    whole = json.dumps(json.loads(records.to_json(said)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:LENGTH]
