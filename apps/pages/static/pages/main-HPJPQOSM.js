import"./part-CPLSHFOC.js";
