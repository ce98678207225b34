import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";
