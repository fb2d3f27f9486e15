"""What page and routes of the projects share: how a project is told to the browser."""
