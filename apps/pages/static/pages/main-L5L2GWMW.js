import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";
