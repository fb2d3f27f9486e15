"""What the parts of the page of publishing share."""
