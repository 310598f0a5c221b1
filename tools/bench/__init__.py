"""How fast the house is, as ratios: `python -m tools.bench` (what is measured and why: docs/speed.md).

| module | holds |
|---|---|
| `sizes` | how large the house is |
| `money` | the plan of a million transfers, in integers, adding up to the fen; no Django |
| `house` | the house built once and kept: regions, pair, accounts, registry, money, projects |
| `writing` | the plan written into the tables |
| `bare_settings`, `bare_urls` | a signed-in view with nothing but session and account, the unit under the empty page |
| `serving` | both servers, started as `siqiao serve` starts its own |
| `pages` | what is measured: addresses chosen from the house, and each page's bound |
| `clients` | eight signed-in clients, and the rounds in which they ask |
| `export` | 100,000 rows into Excel in a process of its own, and the floor below it |
| `figures` | percentiles, ratios, the table, the file of the last run |
"""
