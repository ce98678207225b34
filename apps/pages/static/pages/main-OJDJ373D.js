import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";
