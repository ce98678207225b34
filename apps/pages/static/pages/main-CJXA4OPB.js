import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";
