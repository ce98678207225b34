import"./part-STXV6PDY.js";
