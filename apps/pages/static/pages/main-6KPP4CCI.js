import"./part-ENU2Q3XS.js";
