"""The command line, a module for a subject. Each has `add(commands)`; `siqiao.cli` puts them together."""
