import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";
