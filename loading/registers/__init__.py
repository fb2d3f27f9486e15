"""Registers, one row for each case: recognised, asked about, counted into quarters in memory; no row is kept."""
