import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";
