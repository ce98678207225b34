import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";
