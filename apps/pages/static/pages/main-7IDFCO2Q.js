import"./part-R2ALZ4XS.js";
