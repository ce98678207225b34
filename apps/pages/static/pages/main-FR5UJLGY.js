import"./part-6EU2NTGL.js";
