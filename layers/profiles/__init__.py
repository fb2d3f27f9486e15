"""Areas by many indicators at once: their profiles, their types, who is alike, and what goes together."""
