"""Reference pages generated from the code: the inventory, the diagrams of models and imports, the docs site."""
