import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";
