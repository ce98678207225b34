import"./part-GBOXUWNI.js";
