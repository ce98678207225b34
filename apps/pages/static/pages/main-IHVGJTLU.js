import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";
