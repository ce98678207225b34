import"./part-TDBUAQYI.js";
