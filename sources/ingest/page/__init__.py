"""Read an HTML page: its article's text, where each part of it stood, and what is told about it.

`tree` parses and takes away what no reader sees (`initials` says which letters all see after all),
`blocks` cuts the rest into lines, `selection` says which of them are the article. `declared` reads
what the page says of itself (JSON-LD, meta, links); `address`, `dates`, `names`, `titles` and
`language` make one answer of it each.
"""
