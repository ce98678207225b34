import"./part-L76RA4P6.js";
