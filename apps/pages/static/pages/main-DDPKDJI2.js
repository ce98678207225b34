import"./part-RWY2SINN.js";
