import"./part-SZDRBM6B.js";
