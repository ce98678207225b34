import"./part-BJC656MG.js";
