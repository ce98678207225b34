import"./part-KE57HJ2K.js";
