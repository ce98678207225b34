import"./part-VRPGTCOM.js";
