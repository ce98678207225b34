import"./part-HU3HVCRZ.js";
