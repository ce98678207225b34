import"./part-QLXS5THS.js";
