import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";
