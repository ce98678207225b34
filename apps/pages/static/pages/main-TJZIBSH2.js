import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";
