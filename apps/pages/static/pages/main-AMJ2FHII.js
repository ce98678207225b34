import"./part-HLTYPTNK.js";
