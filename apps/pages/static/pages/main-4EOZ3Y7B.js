import"./part-P4SWHGWI.js";
