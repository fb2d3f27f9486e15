"""A project as one file: a GeoPackage that QGIS opens, saved whole or not at all, read with suspicion.

==================  ===========================================================================================
table               one row for
==================  ===========================================================================================
quarters_<vintage>  each quarter: key, name, key of its district, outline in the delivered reference system
districts, city     the same of the levels above
facts               each area, indicator and year: value, numerator, denominator, and the reason where one is blank
residents           each area and year
reasons             each kind of blank, with its meaning
catalogue           each indicator, with all fields of the Indikatorenblatt
recodes             each repair and each decision: place, from, to, by whom, since when
findings            each finding, and why it was put aside
files               each delivered file or layer, as recognised
sources             each delivered file: name, size, SHA-256, since when
source_pieces       four megabytes of a delivered file, compressed; each content once, also for earlier states
states              each earlier state: choices and sources; the last ten whole, of older ones the address
facilities          each place of the infrastructure
scenery             each water or green on the map
settings            each setting as JSON: choices, view, title, times, program, schema, hash of all numbers
==================  ===========================================================================================

The sources and choices are the truth: what is stored beside them is taken over only where its hash holds and the same
program wrote it; otherwise it is computed anew, and that is told. Tables that others add to the file are not read, and
the next saving writes a file without them.
"""
