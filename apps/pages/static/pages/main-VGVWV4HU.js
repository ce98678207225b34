import"./part-MCGWG6FT.js";
