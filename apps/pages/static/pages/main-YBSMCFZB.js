import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";
