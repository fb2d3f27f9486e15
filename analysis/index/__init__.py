"""Composite indices: a recipe, the numbers it gives, and how far they depend on the recipe's choices."""
