import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";
