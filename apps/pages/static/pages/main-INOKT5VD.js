import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";
