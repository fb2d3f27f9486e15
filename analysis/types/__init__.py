"""Types of quarters by their profile: k-means, Ward, regions; how many there are, what they are, who is alike."""
