import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";
