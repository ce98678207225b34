import"./part-INLZCDTC.js";
