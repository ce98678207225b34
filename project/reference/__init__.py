"""Reference pages that are made from the code: what there is (`inventory`) and how rows hang together (`diagrams`)."""
