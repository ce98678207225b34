import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";
