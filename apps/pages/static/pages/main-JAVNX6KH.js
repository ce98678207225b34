import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";
