import"./part-TK7LWOIC.js";
