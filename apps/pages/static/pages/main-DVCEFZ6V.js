import"./part-AN3AVNYK.js";
