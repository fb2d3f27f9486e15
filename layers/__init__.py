"""What can lie on a map or in a picture: a View becomes a Choropleth."""
