"""eTOM 1.1.11 Contact, Lead & Prospect Management: the domain. It knows no web.

`core/model/` is what exists, `core/<process>/` is what happens; `head -3 core/*/__init__.py` prints the map.
"""
