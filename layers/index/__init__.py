"""Composite indices of an Atlas: a recipe's ingredients gathered, the index with its reasons, its stability."""
