"""From columns to declared indicators: catalogue, proposals, own ones, the numbers they are made of."""
