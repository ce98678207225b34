import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";
