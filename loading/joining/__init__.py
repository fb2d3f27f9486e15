"""Rows and polygons brought together: spellings, pairs of columns, doubled rows, rows that are sums."""
