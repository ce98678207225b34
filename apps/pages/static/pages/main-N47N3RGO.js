import"./part-LAUE6MYQ.js";
