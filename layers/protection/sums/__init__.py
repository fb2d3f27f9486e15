"""What adds up among the numbers of an Atlas, found in the numbers themselves and in their titles."""
