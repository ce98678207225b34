import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";
