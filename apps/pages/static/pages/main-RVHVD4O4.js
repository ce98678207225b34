import"./part-SJWVXDEP.js";
