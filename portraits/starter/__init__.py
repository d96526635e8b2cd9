"""The starter catalogue: artwork that our own code draws, and recipes as data.

`scenes/` holds one module per painted scene, `looks/` and `studios/` hold recipes. Like the engine
it knows no Django; `manage.py load_templates` turns it into templates.
"""
