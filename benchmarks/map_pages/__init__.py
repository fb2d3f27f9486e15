"""The pages that the map benchmark sets against each other, each a small Dash app in a process of its own."""
