import"./part-X3VDGDVP.js";
