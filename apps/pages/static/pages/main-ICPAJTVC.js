import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";
