import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";
