import"./part-FOZOJYWX.js";
