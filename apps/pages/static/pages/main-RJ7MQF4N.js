import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";
