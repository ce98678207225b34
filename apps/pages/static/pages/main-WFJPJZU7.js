import"./part-N6GAZAC7.js";
