import"./part-XRQKM3J6.js";import"./part-UA3FRZVZ.js";
