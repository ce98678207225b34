import"./part-YHDRQYNO.js";
