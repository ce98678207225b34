import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";
