"""Pages of the projects: parse the request, call one service or selector, render."""
