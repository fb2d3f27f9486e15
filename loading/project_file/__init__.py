"""A project as one file: a GeoPackage that QGIS opens, saved whole or not at all, read with suspicion."""
