import"./part-5HY6FPY6.js";
