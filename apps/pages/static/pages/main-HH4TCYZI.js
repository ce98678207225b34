import"./part-IGFLKVX3.js";
