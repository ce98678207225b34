import"./part-3P5FXIB7.js";
